"use client";

import { usePathname, useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { Breath } from "#components/time/breath.tsx";
import type { Freshness } from "#components/trpc/freshness.ts";
import { Breadcrumb } from "#components/ui/breadcrumb.tsx";
import { AccountMenu } from "./account-menu.tsx";
import { crumbsOf } from "./crumbs.ts";
import { FreshnessMark } from "./freshness-mark.tsx";
import { HelpSheet } from "./help-sheet.tsx";
import { PLACES } from "./navigation.ts";
import { Rail } from "./rail.tsx";
import { useShortcuts } from "./shortcuts.tsx";

export interface ShellProps {
  freshness: Freshness;
  actor: string | null;
  onSignOut: () => void;
  railCollapsed: boolean;
  onRailCollapsedChange: (collapsed: boolean) => void;
  children: ReactNode;
}

const SHORTCUTS = [
  ...PLACES.map((place) => ({ keys: `g ${place.key}`, label: `Go to ${place.label.toLowerCase()}` })),
  { keys: "?", label: "Show this help" },
];

/** What stands around every page. */
export function Shell(props: ShellProps) {
  const [helpOpen, setHelpOpen] = useState(false);
  const router = useRouter();
  useShortcuts("Everywhere", SHORTCUTS, (keys) => {
    const place = PLACES.find(({ key }) => keys === `g ${key}`);
    if (place) router.push(place.href);
    else setHelpOpen(true);
  });
  return (
    <div className="flex h-dvh flex-col sm:flex-row">
      <a
        href="#content"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-accent px-3 py-1.5 text-accent-ink focus:translate-y-0"
      >
        Skip to the content
      </a>
      <Rail collapsed={props.railCollapsed} onCollapsedChange={props.onRailCollapsedChange} />
      <div className="flex min-h-0 min-w-0 grow flex-col">
        <TopBar {...props} onHelp={() => setHelpOpen(true)} />
        <main id="content" tabIndex={-1} className="flex min-h-0 grow flex-col overflow-y-auto outline-none">
          {props.children}
        </main>
      </div>
      <Breath />
      <HelpSheet open={helpOpen} onOpenChange={setHelpOpen} />
    </div>
  );
}

function TopBar({ freshness, actor, onSignOut, onHelp }: ShellProps & { onHelp: () => void }) {
  return (
    <header className="flex h-12 shrink-0 items-center gap-3 border-b px-3 sm:px-5">
      <Breadcrumb crumbs={crumbsOf(usePathname())} />
      <div className="ml-auto flex shrink-0 items-center gap-2">
        <FreshnessMark freshness={freshness} />
        <AccountMenu actor={actor} onSignOut={onSignOut} onHelp={onHelp} />
      </div>
    </header>
  );
}
