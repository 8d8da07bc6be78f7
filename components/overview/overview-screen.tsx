"use client";

import { useQuery } from "@tanstack/react-query";
import { loadFaultOf } from "#components/executions/load-fault.ts";
import { useTRPC } from "#components/trpc/context.ts";
import { OverviewView } from "./overview-view.tsx";

/** How everything stands, live. */
export function OverviewScreen() {
  const { overview } = useTRPC();
  const nowOptions = overview.situation.queryOptions();
  const pastOptions = overview.history.queryOptions({});
  const now = useQuery(nowOptions);
  const past = useQuery(pastOptions);
  const fault = loadFaultOf(now, nowOptions.queryKey) ?? loadFaultOf(past, pastOptions.queryKey);
  return <OverviewView situation={now.data ?? null} history={past.data ?? null} fault={fault} />;
}
