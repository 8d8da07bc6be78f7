"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { LoadFailure, StaleNotice } from "#components/executions/load-failure.tsx";
import { useLoadFault } from "#components/executions/use-load-fault.ts";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { RelativeTime } from "#components/time/relative-time.tsx";
import { useTRPC } from "#components/trpc/context.ts";
import { cn } from "#components/ui/class-names.ts";
import { NeverUsed } from "#components/ui/empty-states.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { BulkRow } from "#server/domain/bulk-views.ts";
import { bulkTitle, executionsWord, reachedOf, STATUS_WORDS } from "./bulk-words.ts";

/** The newest bulks, live. */
export function BulksScreen() {
  const options = useTRPC().bulks.list.queryOptions();
  const bulks = useQuery(options);
  const fault = useLoadFault(bulks, options.queryKey);
  return (
    <div className="flex flex-col gap-4 py-4">
      <div className="px-3 sm:px-5">
        <PageHeader title="Bulk" facts="What was done to many executions at once, newest first." />
      </div>
      {fault && bulks.data && <StaleNotice fault={fault} />}
      <div className={cn("px-3 sm:px-5", fault && bulks.data && "greyed")}>
        {fault && !bulks.data && <LoadFailure what="The bulks could not be loaded." fault={fault} />}
        {!fault && !bulks.data && <Skeleton className="h-40 rounded-md" />}
        {bulks.data?.length === 0 && (
          <NeverUsed sentence="Nothing was done to many executions yet. Tick some in the list, or take all that fit a filter." />
        )}
        <ul className="flex flex-col">
          {bulks.data?.map((bulk) => (
            <BulkLine key={bulk.id} bulk={bulk} />
          ))}
        </ul>
      </div>
    </div>
  );
}

function BulkLine({ bulk }: { bulk: BulkRow }) {
  const formatNumber = useFormatNumber();
  const { reached, total } = reachedOf(bulk);
  return (
    <li className="flex min-h-9 flex-wrap items-center gap-x-4 border-t py-1 first:border-t-0">
      <Link href={`/bulk/${bulk.id}`} className="min-w-0 truncate text-accent hover:underline">
        {bulkTitle(bulk)}
      </Link>
      <span className="text-ink-muted tabular-nums">
        {STATUS_WORDS[bulk.status].toLowerCase()} · {formatNumber(reached)}
        {total === null ? " reached" : ` of ${executionsWord(total, formatNumber)}`}
      </span>
      {bulk.startedAt && (
        <span className="ml-auto text-ink-faint">
          <RelativeTime at={bulk.startedAt} /> by {bulk.startedBy}
        </span>
      )}
    </li>
  );
}
