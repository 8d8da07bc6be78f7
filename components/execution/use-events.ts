"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC, useTRPCClient } from "#components/trpc/context.ts";
import { IDLE_MS, LIVE_MS } from "#components/trpc/refetch-policy.ts";
import type { ExecutionEventView } from "#server/domain/views.ts";

/** The server gives this many at a time. */
const PAGE_EVENTS = 1_000;

/** All events of an execution in order, however many. `live`: it may still get more. */
export function useEvents(id: string, live: boolean) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  return useQuery({
    queryKey: trpc.executions.events.queryKey({ id }),
    refetchInterval: live ? LIVE_MS : IDLE_MS,
    queryFn: async ({ signal }) => {
      const events: ExecutionEventView[] = [];
      for (;;) {
        const page = await client.executions.events.query({ id, after: events.at(-1)?.id ?? 0 }, { signal });
        events.push(...page);
        if (page.length < PAGE_EVENTS) return events;
      }
    },
  });
}
