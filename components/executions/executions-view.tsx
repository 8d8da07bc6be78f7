"use client";

import { ArrowUp } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { useShortcuts } from "#components/shell/shortcuts.tsx";
import { NeverUsed, NoneFound } from "#components/ui/empty-states.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { ExecutionCounts, ExecutionRow } from "#server/domain/views.ts";
import { ExecutionTable, ExecutionTableSkeleton } from "./execution-table.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { type Filters, filterWords, NO_FILTERS } from "./filters.ts";
import { LoadFailure, type LoadFault, StaleNotice } from "./load-failure.tsx";
import { StatusChips } from "./status-chips.tsx";
import { useHeldRows } from "./use-held-rows.ts";

export interface ExecutionsViewProps {
  filters: Filters;
  onFilters: (change: Partial<Filters>) => void;
  services: readonly string[];
  counts: ExecutionCounts | null;
  /** Null while they come for the first time, or could not be loaded. */
  rows: readonly ExecutionRow[] | null;
  hasMore: boolean;
  onMore: () => void;
  fault: LoadFault | null;
  onTerminate: (execution: ExecutionRow) => void;
  /** The button that starts one. */
  start: ReactNode;
}

const KEYS = [{ keys: "/", label: "Filter by text" }];
const NONE: readonly ExecutionRow[] = [];

/** The live list with its filters. */
export function ExecutionsView(props: ExecutionsViewProps) {
  const { filters, onFilters, counts } = props;
  const textRef = useRef<HTMLInputElement>(null);
  useShortcuts("Filters", KEYS, () => textRef.current?.focus());
  return (
    <div className="flex min-h-96 grow flex-col">
      <div className="flex flex-col gap-3 px-3 pt-4 pb-3 sm:px-5">
        <PageHeader title="Executions" actions={props.start} />
        <FilterBar filters={filters} onChange={onFilters} services={props.services} textRef={textRef} />
        <StatusChips
          counts={counts}
          chosen={filters.statuses}
          onChange={(statuses) => onFilters({ statuses })}
        />
      </div>
      {props.fault && props.rows && <StaleNotice fault={props.fault} />}
      <List {...props} />
    </div>
  );
}

function List(props: ExecutionsViewProps) {
  const { filters, rows, fault } = props;
  const frameRef = useRef<HTMLDivElement>(null);
  const holding = useHeldRows(rows ?? NONE, JSON.stringify(filters));
  if (rows === null) {
    return fault ? (
      <LoadFailure what="The executions could not be loaded." fault={fault} />
    ) : (
      <ExecutionTableSkeleton />
    );
  }
  if (holding.rows.length === 0) return <Empty {...props} />;
  const total = totalOf(props.counts, filters);
  return (
    <>
      <div className="relative flex min-h-0 grow flex-col">
        {holding.newer > 0 && (
          <NewerPill
            count={holding.newer}
            onShow={() => {
              holding.release();
              frameRef.current?.scrollTo({ top: 0 });
            }}
          />
        )}
        <ExecutionTable
          rows={holding.rows}
          total={total}
          hasMore={props.hasMore}
          onMore={props.onMore}
          onTerminate={props.onTerminate}
          frameRef={frameRef}
          onAim={holding.aim}
          stale={fault !== null}
        />
      </div>
      <p className="border-t px-3 py-1.5 text-xs text-ink-faint tabular-nums sm:px-5">
        {rows.length.toLocaleString("en")} of {total?.toLocaleString("en") ?? "…"} loaded
      </p>
    </>
  );
}

function NewerPill({ count, onShow }: { count: number; onShow: () => void }) {
  return (
    <div className="pointer-events-none absolute inset-x-0 top-10 z-30 flex justify-center">
      <button
        type="button"
        onClick={onShow}
        className="pointer-events-auto flex h-7 animate-appear items-center gap-1.5 rounded-full bg-accent px-3 text-xs font-medium text-accent-ink tabular-nums shadow-raised"
      >
        <ArrowUp aria-hidden className="size-3.5" />
        {count.toLocaleString("en")} new {count === 1 ? "execution" : "executions"}
      </button>
      <span role="status" className="sr-only">
        New executions came on top of the list.
      </span>
    </div>
  );
}

function Empty({ filters, onFilters, start }: ExecutionsViewProps) {
  const words = filterWords(filters);
  if (words.length > 0) {
    return <NoneFound what="executions" filters={words} onClear={() => onFilters(NO_FILTERS)} />;
  }
  return (
    <NeverUsed
      sentence="Nothing has been run yet. Start an execution of a service, or deploy a program of your own:"
      command="node bin/curfew.mjs register path/to/curfew.json"
      action={start}
    />
  );
}

/** How many match, from the counts; `in-progress` already holds those that are stopping. */
function totalOf(counts: ExecutionCounts | null, filters: Filters): number | null {
  if (!counts) return null;
  const { stopping, ...all } = counts;
  if (filters.statuses.length === 0) return Object.values(all).reduce((sum, count) => sum + count, 0);
  const chosen = filters.statuses.includes("in-progress")
    ? filters.statuses.filter((status) => status !== "stopping")
    : filters.statuses;
  return chosen.reduce((sum, status) => sum + (status === "stopping" ? stopping : all[status]), 0);
}
