"use client";

import { useQuery } from "@tanstack/react-query";
import { loadFaultOf } from "#components/executions/load-fault.ts";
import { useTRPC } from "#components/trpc/context.ts";
import { RunnersView } from "./runners-view.tsx";

/** Runners and replicas, live. */
export function RunnersScreen() {
  const options = useTRPC().runners.list.queryOptions();
  const runners = useQuery(options);
  return <RunnersView runners={runners.data ?? null} fault={loadFaultOf(runners, options.queryKey)} />;
}
