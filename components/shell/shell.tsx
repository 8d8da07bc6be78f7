"use client";

import { Search } from "lucide-react";
import dynamic from "next/dynamic";
import { usePathname } from "next/navigation";
import { type ReactNode, useEffect, useState } from "react";
import { Breath } from "#components/time/breath.tsx";
import type { Freshness } from "#components/trpc/freshness.ts";
import { Breadcrumb } from "#components/ui/breadcrumb.tsx";
import { Button } from "#components/ui/button.tsx";
import { useFetchSoon } from "#components/ui/first-sign.ts";
import { keepFocus } from "#components/ui/focus-place.ts";
import { Kbd } from "#components/ui/kbd.tsx";
import { AccountMenu } from "./account-menu.tsx";
import { crumbsOf } from "./crumbs.ts";
import { FreshnessMark } from "./freshness-mark.tsx";
import { PLACES } from "./navigation.ts";
import { Rail } from "./rail.tsx";
import { useShortcuts } from "./shortcuts.tsx";
import { useGo } from "./use-go.ts";

export interface ShellProps {
  freshness: Freshness;
  actor: string | null;
  onSignOut: () => void;
  railCollapsed: boolean;
  onRailCollapsedChange: (collapsed: boolean) => void;
  children: ReactNode;
}

const SHORTCUTS = [
  ...PLACES.map((place) => ({ keys: `g ${place.key}`, label: `Go to ${place.label}` })),
  { keys: "Mod k", label: "Go to or do anything" },
  { keys: "?", label: "Show this help" },
];

// Their code comes with the first sign of somebody: they open at once, also when the server has gone since.
const helpSheet = () => import("./help-sheet.tsx");
const palette = () => import("./palette-screen.tsx");
const HelpSheet = dynamic(() => helpSheet().then((module) => module.HelpSheet), { ssr: false });
const Palette = dynamic(() => palette().then((module) => module.PaletteScreen), { ssr: false });

const PARTS = [helpSheet, palette];

type Opened = "never" | "shut" | "open";

/** What stands around every page. */
export function Shell(props: ShellProps) {
  const [help, setHelp] = useState<Opened>("never");
  const [search, setSearch] = useState<Opened>("never");
  useFetchSoon(PARTS);
  useEffect(keepFocus, []);
  const go = useGo();
  useShortcuts("Everywhere", SHORTCUTS, (keys) => {
    const place = PLACES.find(({ key }) => keys === `g ${key}`);
    if (place) go(place.href);
    else if (keys === "Mod k") setSearch("open");
    else setHelp("open");
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
        <TopBar {...props} onHelp={() => setHelp("open")} onPalette={() => setSearch("open")} />
        <main id="content" tabIndex={-1} className="flex min-h-0 grow flex-col overflow-y-auto outline-none">
          {props.children}
        </main>
      </div>
      <Breath />
      {help !== "never" && (
        <HelpSheet open={help === "open"} onOpenChange={(open) => setHelp(open ? "open" : "shut")} />
      )}
      {search !== "never" && (
        <Palette open={search === "open"} onOpenChange={(open) => setSearch(open ? "open" : "shut")} />
      )}
    </div>
  );
}

interface TopBarProps extends ShellProps {
  onHelp: () => void;
  onPalette: () => void;
}

function TopBar({ freshness, actor, onSignOut, onHelp, onPalette }: TopBarProps) {
  return (
    <header className="flex h-12 shrink-0 items-center gap-3 border-b px-3 sm:px-5">
      <Breadcrumb crumbs={crumbsOf(usePathname())} />
      <div className="ml-auto flex shrink-0 items-center gap-2">
        <FreshnessMark freshness={freshness} />
        <Button
          variant="ghost"
          size="sm"
          onClick={onPalette}
          aria-keyshortcuts="Control+k Meta+k"
          aria-label="Go to or do anything"
        >
          <Search aria-hidden />
          <span className="flex gap-1 max-md:hidden">
            <Kbd>Ctrl</Kbd> <Kbd>K</Kbd>
          </span>
        </Button>
        <AccountMenu actor={actor} onSignOut={onSignOut} onHelp={onHelp} />
      </div>
    </header>
  );
}
