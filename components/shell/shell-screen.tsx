"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { usePathname } from "next/navigation";
import { type ReactNode, useState } from "react";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { useTRPC } from "#components/trpc/context.ts";
import { failureHead } from "#components/trpc/failure-words.ts";
import { useFreshness } from "#components/trpc/live.tsx";
import { wordsOf } from "#components/trpc/query-client.ts";
import { toast } from "#components/ui/toast.ts";
import { crumbsOf } from "./crumbs.ts";
import { rememberRail } from "./rail-memory.ts";
import { Shell } from "./shell.tsx";
import { ShortcutProvider } from "./shortcuts.tsx";
import { tabStateOf } from "./tab-icon.ts";
import { titleOf } from "./title.ts";
import { useTabIcon } from "./use-tab-icon.ts";

/** The shell with its data: who is signed in, how fresh the screen is, and the title of the window. */
export function ShellScreen({ railCollapsed, children }: { railCollapsed: boolean; children: ReactNode }) {
  const trpc = useTRPC();
  const formatNumber = useFormatNumber();
  const [collapsed, setCollapsed] = useState(railCollapsed);
  const counts = useQuery(trpc.executions.counts.queryOptions({}));
  const me = useQuery(trpc.session.me.queryOptions());
  const freshness = useFreshness();
  useTabIcon(tabStateOf(counts.data, freshness));
  const signOut = useMutation(
    trpc.session.signOut.mutationOptions({
      onSuccess: () => window.location.assign("/sign-in"),
      onError: (error) =>
        toast.error(failureHead(error, "you were signed out"), { description: wordsOf(error) }),
    }),
  );
  return (
    <ShortcutProvider>
      <title>{titleOf(counts.data, crumbsOf(usePathname()), formatNumber)}</title>
      <Shell
        freshness={freshness}
        actor={me.data?.actor ?? null}
        onSignOut={() => signOut.mutate()}
        railCollapsed={collapsed}
        onRailCollapsedChange={(next) => {
          setCollapsed(next);
          rememberRail(next);
        }}
      >
        {children}
      </Shell>
    </ShortcutProvider>
  );
}
