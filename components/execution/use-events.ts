"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTRPC, useTRPCClient } from "#components/trpc/context.ts";
import { IDLE_MS, LIVE_MS } from "#components/trpc/refetch-policy.ts";
import { readEvents } from "./read-events.ts";

/** All events of an execution in order, however many. `live`: it may still get more. */
export function useEvents(id: string, live: boolean) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const cache = useQueryClient();
  const queryKey = trpc.executions.events.queryKey({ id });
  return useQuery({
    queryKey,
    refetchInterval: live ? LIVE_MS : IDLE_MS,
    queryFn: ({ signal }) =>
      readEvents(cache.getQueryData(queryKey) ?? [], (after) =>
        client.executions.events.query({ id, after }, { signal }),
      ),
  });
}
