"use client";

import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { useNow } from "#components/time/now-provider.tsx";
import { useTRPC } from "#components/trpc/context.ts";
import type { ExecutionRow } from "#server/domain/views.ts";
import { ExecutionsView } from "./executions-view.tsx";
import { type Filters, isAnchorOld, toFilterInput } from "./filters.ts";
import { listOptions } from "./list-options.ts";
import { loadFaultOf } from "./load-fault.ts";
import { shortId } from "./short-id.ts";
import { StartExecutionButton } from "./start-execution-screen.tsx";
import { TerminateDialog } from "./terminate-dialog.tsx";
import { useFilters } from "./use-filters.ts";

/** The list of executions, live. */
export function ExecutionsScreen() {
  const trpc = useTRPC();
  const [filters, setFilters] = useFilters();
  const anchor = useAnchor(filters);
  const input = toFilterInput(filters, anchor);
  const options = listOptions(trpc, filters, anchor);
  const list = useInfiniteQuery({ ...options, placeholderData: keepPreviousData });
  const counts = useQuery({
    ...trpc.executions.counts.queryOptions(input),
    placeholderData: keepPreviousData,
  });
  const services = useQuery(trpc.services.list.queryOptions());
  const [asked, setAsked] = useState<ExecutionRow | null>(null);
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? null;
  return (
    <>
      <ExecutionsView
        filters={filters}
        onFilters={setFilters}
        services={services.data?.map(({ name }) => name) ?? []}
        counts={counts.data ?? null}
        rows={rows}
        hasMore={list.hasNextPage && !list.isFetchingNextPage}
        onMore={() => void list.fetchNextPage()}
        fault={loadFaultOf(list, options.queryKey)}
        onTerminate={setAsked}
        start={<StartExecutionButton />}
      />
      <Terminate asked={asked} rows={rows} onClose={() => setAsked(null)} />
    </>
  );
}

/** The moment that a time range ends at: moves on, in steps, while a range is chosen. */
function useAnchor({ range }: Filters): number {
  const now = useNow();
  const [anchor, setAnchor] = useState(now);
  if (isAnchorOld(range, anchor, now)) setAnchor(now);
  return anchor;
}

interface TerminateProps {
  asked: ExecutionRow | null;
  rows: readonly ExecutionRow[] | null;
  onClose: () => void;
}

function Terminate({ asked, rows, onClose }: TerminateProps) {
  const trpc = useTRPC();
  const detail = useQuery({
    ...trpc.executions.get.queryOptions({ id: asked?.id ?? "" }),
    enabled: asked !== null,
  });
  const services = useQuery(trpc.services.list.queryOptions());
  const service = services.data?.find(({ id }) => id === asked?.serviceId);
  const terminate = useMutation(trpc.executions.terminate.mutationOptions());
  const newest = detail.data ?? rows?.find(({ id }) => id === asked?.id) ?? asked;
  return (
    <TerminateDialog
      execution={asked && newest}
      policy={detail.data?.policy ?? service?.policy ?? null}
      runtime={service?.runtime ?? null}
      onClose={onClose}
      onTerminate={async (id, note) => {
        await terminate.mutateAsync({ id, note });
        toast("Stop requested", { description: `${newest?.serviceName} ${shortId(id)}` });
      }}
    />
  );
}
