"use client";

import { useQuery } from "@tanstack/react-query";
import { useLoadFault } from "#components/executions/use-load-fault.ts";
import { useTRPC } from "#components/trpc/context.ts";
import { OverviewView } from "./overview-view.tsx";

/** How everything stands, live. */
export function OverviewScreen() {
  const { overview } = useTRPC();
  const nowOptions = overview.situation.queryOptions();
  const pastOptions = overview.history.queryOptions({});
  const now = useQuery(nowOptions);
  const past = useQuery(pastOptions);
  const nowFault = useLoadFault(now, nowOptions.queryKey);
  const pastFault = useLoadFault(past, pastOptions.queryKey);
  return (
    <OverviewView situation={now.data ?? null} history={past.data ?? null} fault={nowFault ?? pastFault} />
  );
}
