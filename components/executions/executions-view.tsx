"use client";

import { ArrowUp } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import type { AskedBulk } from "#components/bulks/bulk-dialog-screen.tsx";
import { BulkMenu } from "#components/bulks/bulk-menu.tsx";
import { SelectionBar } from "#components/bulks/selection-bar.tsx";
import type { FormatNumber } from "#components/locale/format-number.ts";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { useFilterKey } from "#components/shell/use-filter-key.ts";
import { useZone } from "#components/time/use-zone.ts";
import { Announcement } from "#components/ui/announcement.tsx";
import { NeverUsed, NoneFound } from "#components/ui/empty-states.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { Histogram as HistogramData, ListCounts } from "#server/domain/list-views.ts";
import { sortedBy, withinTime, withStatuses } from "#server/domain/query/change-query.ts";
import type { KnownValues } from "#server/domain/query/complete-query.ts";
import { NO_QUERY } from "#server/domain/query/execution-query.ts";
import { termsOf } from "#server/domain/query/print-query.ts";
import type { ExecutionRow } from "#server/domain/views.ts";
import { ColumnMenu } from "./column-menu.tsx";
import { ExecutionTable, ExecutionTableSkeleton } from "./execution-table.tsx";
import { FilterBar } from "./filter-bar.tsx";
import type { UrlFilter } from "./filter-url.ts";
import type { Newer } from "./held-rows.ts";
import { Histogram } from "./histogram.tsx";
import { changedWords, newerCount, newerWords } from "./list-announcement-words.ts";
import { ListFooter, type SearchedTo } from "./list-footer.tsx";
import { type Total, totalOf } from "./list-total.ts";
import { LoadFailure, type LoadFault, StaleNotice } from "./load-failure.tsx";
import { StatusChips } from "./status-chips.tsx";
import type { Columns } from "./use-columns.ts";
import type { ChangeQuery } from "./use-filters.ts";
import type { RowHolding } from "./use-held-rows.ts";
import { type Selection, targetOf } from "./use-selection.ts";

export interface ExecutionsViewProps {
  filter: UrlFilter;
  onQuery: ChangeQuery;
  known: Omit<KnownValues, "labelValues">;
  labelValues: readonly string[];
  onTyping: (text: string) => void;
  counts: ListCounts | null;
  histogram: HistogramData | null;
  /** Null while they come for the first time, or could not be loaded. */
  rows: readonly ExecutionRow[] | null;
  hasMore: boolean;
  onMore: () => void;
  /** What is shown of them. */
  holding: RowHolding;
  /** Told which rows are on the screen. */
  onLook: (ids: readonly string[]) => void;
  /** Of a long list: nobody is further down any more. */
  onTop: (() => void) | null;
  searched: SearchedTo | null;
  fault: LoadFault | null;
  onTerminate: (execution: ExecutionRow) => void;
  onWithdraw: (execution: ExecutionRow) => void;
  onDeadline: (execution: ExecutionRow) => void;
  columns: Columns;
  selection: Selection;
  /** Opens the dialog about many. */
  onBulk: (asked: AskedBulk) => void;
  /** The menu of saved views. */
  views: ReactNode;
  /** The button that starts one. */
  start: ReactNode;
}

/** The live list with its filters. */
export function ExecutionsView(props: ExecutionsViewProps) {
  const { filter, onQuery } = props;
  // The bar of what is selected stands where the filter was.
  const textRef = useFilterKey("Filter", props.selection.ids.size === 0);
  return (
    <div className="flex shrink-0 grow flex-col">
      <div className="flex flex-col gap-3 px-3 pt-4 pb-3 sm:px-5">
        <PageHeader title="Executions" actions={props.start} />
        {props.selection.ids.size > 0 ? (
          <Selected {...props} />
        ) : (
          <FilterBar key={filter.fault} {...props} textRef={textRef}>
            {props.views}
            <ColumnMenu {...props.columns} />
            <BulkMenu onAsk={(kind) => props.onBulk({ kind, target: { where: filter.text } })} />
          </FilterBar>
        )}
        <div className="flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
          <StatusChips
            counts={filter.fault ? null : props.counts}
            chosen={filter.query.statuses}
            onChange={(statuses) => onQuery(withStatuses(filter.query, statuses))}
          />
          <Histogram
            histogram={filter.fault ? null : props.histogram}
            onRange={(from, to) => onQuery(withinTime(filter.query, from, to))}
          />
        </div>
      </div>
      {props.fault && props.rows && <StaleNotice fault={props.fault} />}
      <List {...props} />
    </div>
  );
}

function List(props: ExecutionsViewProps) {
  const { filter, rows, fault, searched, holding, onTop } = props;
  const frameRef = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!holding.holds) onTop?.();
  }, [holding.holds, onTop]);
  if (filter.fault) return <Unread filter={filter} onQuery={props.onQuery} />;
  if (rows === null) {
    return fault ? (
      <LoadFailure what="The executions could not be loaded." fault={fault} />
    ) : (
      <ExecutionTableSkeleton />
    );
  }
  if (holding.rows.length === 0 && !searched) return <Empty {...props} />;
  const total = totalOf(props.counts, filter.query.statuses);
  return (
    <>
      <Announcement words={newerWords(holding.newer.count)} />
      <div className="relative flex h-0 min-h-60 grow flex-col">
        {holding.newer.count > 0 && !holding.pause && (
          <NewerPill
            newer={holding.newer}
            onShow={() => {
              holding.release();
              frameRef.current?.scrollTo({ top: 0 });
            }}
          />
        )}
        <ExecutionTable
          rows={holding.rows}
          columns={props.columns}
          selection={props.selection}
          sort={filter.query.sort}
          onSort={(sort) => props.onQuery(sortedBy(filter.query, sort))}
          total={total?.exact ? total.count : null}
          hasMore={props.hasMore && holding.takesMore && !searched?.waiting}
          onMore={props.onMore}
          onTerminate={props.onTerminate}
          onWithdraw={props.onWithdraw}
          onDeadline={props.onDeadline}
          onBulk={(kind) => props.onBulk({ kind, target: targetOf(props.selection) })}
          frameRef={frameRef}
          onAim={holding.aim}
          onRest={holding.rest}
          onLook={props.onLook}
          stale={fault !== null}
        />
      </div>
      <ListFooter loaded={holding.rows.length} total={total} searched={searched} onMore={props.onMore} />
    </>
  );
}

/** Rows that were ticked, or all that fit, loaded or not. */
function Selected({ filter, counts, selection, holding, onBulk }: ExecutionsViewProps) {
  const formatNumber = useFormatNumber();
  const total = totalOf(counts, filter.query.statuses);
  return (
    <SelectionBar
      count={selection.ids.size}
      total={total && totalWords(total, formatNumber)}
      all={selection.all !== null}
      pausedAt={holding.pause && new Date(holding.pause.since)}
      changed={holding.pause && changedWords(holding.newer, holding.pause.changed, formatNumber)}
      onAsk={(kind) => onBulk({ kind, target: targetOf(selection) })}
      onAll={selection.meanAll}
      onClear={selection.clear}
    />
  );
}

function totalWords({ count, exact }: Total, formatNumber: FormatNumber): string {
  return `${formatNumber(count)}${exact ? "" : "+"}`;
}

function NewerPill({ newer, onShow }: { newer: Newer; onShow: () => void }) {
  const formatNumber = useFormatNumber();
  return (
    <div className="pointer-events-none absolute inset-x-0 top-10 z-30 flex justify-center">
      <button
        type="button"
        onClick={onShow}
        className="pointer-events-auto flex h-7 animate-appear items-center gap-1.5 rounded-full bg-accent px-3 text-xs font-medium text-accent-ink tabular-nums shadow-raised"
      >
        <ArrowUp aria-hidden className="size-3.5" />
        {newerCount(newer, formatNumber)} new {newer.count === 1 ? "execution" : "executions"}
      </button>
    </div>
  );
}

function Empty({ filter, onQuery, start }: ExecutionsViewProps) {
  const zone = useZone();
  const words = termsOf({ ...filter.query, sort: "newest" }, zone).map(({ text }) => text);
  if (words.length > 0) {
    return <NoneFound what="executions" filters={words} onClear={() => onQuery(NO_QUERY)} />;
  }
  return (
    <NeverUsed
      sentence="Nothing has been run yet. Start an execution of a service, or deploy a program of your own:"
      command="node bin/curfew.mjs register path/to/curfew.json"
      action={start}
    />
  );
}

/** What an address says that nobody can read is not passed off as a list of everything. */
function Unread({ filter, onQuery }: Pick<ExecutionsViewProps, "filter" | "onQuery">) {
  return (
    <div className="flex flex-col items-center gap-2 border-t px-4 py-16 text-center">
      <p className="text-base">The filter can’t be read, so nothing is listed.</p>
      <p className="text-ink-muted">Put it right above, or clear it.</p>
      <button type="button" className="text-accent hover:underline" onClick={() => onQuery(filter.query)}>
        Show all executions
      </button>
    </div>
  );
}
