"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTRPC } from "#components/trpc/context.ts";
import { failureHead } from "#components/trpc/failure-words.ts";
import { useFreshness } from "#components/trpc/live.tsx";
import { wordsOf } from "#components/trpc/query-client.ts";
import { toast } from "#components/ui/toast.ts";
import { rememberRail } from "./rail-memory.ts";
import { Shell } from "./shell.tsx";
import { ShortcutProvider } from "./shortcuts.tsx";
import { WindowTitle } from "./window-title.tsx";

/** The shell with its data: who is signed in, and how fresh the screen is. */
export function ShellScreen({ railCollapsed, children }: { railCollapsed: boolean; children: ReactNode }) {
  const trpc = useTRPC();
  const [collapsed, setCollapsed] = useState(railCollapsed);
  const me = useQuery(trpc.session.me.queryOptions());
  const freshness = useFreshness();
  const signOut = useMutation(
    trpc.session.signOut.mutationOptions({
      onSuccess: () => window.location.assign("/sign-in"),
      onError: (error) =>
        toast.error(failureHead(error, "you were signed out"), { description: wordsOf(error) }),
    }),
  );
  return (
    <ShortcutProvider>
      <WindowTitle freshness={freshness} />
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
