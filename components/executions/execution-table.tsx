// biome-ignore-all lint/a11y/useSemanticElements: a table's rows can't be placed one by one, and become cards on a narrow screen
// biome-ignore-all lint/a11y/useFocusableInteractive: what is in a cell takes the focus
"use client";

import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useCallback, useEffect, useMemo, useRef } from "react";
import { StillTime } from "#components/time/now-provider.tsx";
import { cn } from "#components/ui/class-names.ts";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { BulkKind } from "#server/domain/bulk.ts";
import type { Sort } from "#server/domain/query/execution-query.ts";
import type { ExecutionRow } from "#server/domain/views.ts";
import { ColumnHeadings } from "./column-headings.tsx";
import { ExecutionLine } from "./execution-line.tsx";
import type { HeldRow } from "./held-rows.ts";
import { gridStyle } from "./row-grid.ts";
import type { Columns } from "./use-columns.ts";
import { useRowKeys } from "./use-row-keys.ts";
import type { Selection } from "./use-selection.ts";

export interface ExecutionTableProps {
  rows: readonly HeldRow<ExecutionRow>[];
  columns: Columns;
  selection: Selection;
  sort: Sort;
  onSort: (sort: Sort) => void;
  /** How many match in all; null while that is not known. */
  total: number | null;
  /** More can be loaded at the end. */
  hasMore: boolean;
  onMore: () => void;
  onTerminate: (execution: ExecutionRow) => void;
  onWithdraw: (execution: ExecutionRow) => void;
  onDeadline: (execution: ExecutionRow) => void;
  /** Something is to be done to all that are ticked. */
  onBulk: (kind: BulkKind) => void;
  /** What scrolls. */
  frameRef: RefObject<HTMLDivElement | null>;
  /** The pointer moved or the list was scrolled: someone aims. `top` is false when it is scrolled down. */
  onAim: (top: boolean) => void;
  /** The pointer came over the rows, or left. */
  onRest: (inside: boolean) => void;
  /** Told which rows are on the screen. */
  onLook: (ids: readonly string[]) => void;
  /** The data is old: greyed. */
  stale: boolean;
}

/** A row's height where columns fit; cards are measured. */
const ROW_PX = 36;
const OVERSCAN = 6;

/** The list itself. Only what can be seen is in the page. */
export function ExecutionTable(props: ExecutionTableProps) {
  const { rows, columns, selection, frameRef, hasMore, onMore, onAim } = props;
  const { ids, toggle } = selection;
  const order = useCallback(() => rows.map(({ row }) => row.id), [rows]);
  const tick = useCallback(
    (id: string, extend: boolean) => toggle(id, extend ? order() : null),
    [toggle, order],
  );
  // With another function all places are computed anew, in each frame of a scroll.
  const getItemKey = useCallback((index: number) => rows[index]?.row.id ?? index, [rows]);
  const standing = useRef(-1);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frameRef.current,
    estimateSize: () => ROW_PX,
    getItemKey,
    overscan: OVERSCAN,
    // The row that has the focus stays in the page, however far away it is scrolled.
    rangeExtractor: (range) => {
      const seen = defaultRangeExtractor(range);
      const at = standing.current;
      return at < 0 || seen.includes(at) ? seen : [...seen, at].sort((a, b) => a - b);
    },
  });
  const items = virtual.getVirtualItems();
  const first = Math.max(0, (virtual.range?.startIndex ?? 0) - OVERSCAN);
  const last = virtual.range ? virtual.range.endIndex + OVERSCAN : 0;
  useEffect(() => {
    if (hasMore && last >= rows.length - 20) onMore();
  }, [hasMore, onMore, last, rows.length]);
  useLook(rows, first, virtual.isScrolling, props.onLook);
  const { current, setCurrent } = useRowKeys({
    rows,
    scrollTo: (index) => virtual.scrollToIndex(index),
    onTerminate: props.onTerminate,
    onDeadline: props.onDeadline,
    onTick: tick,
    onBulk: ids.size > 0 ? props.onBulk : null,
    onMove: () => onAim((frameRef.current?.scrollTop ?? 0) === 0),
  });
  standing.current = useMemo(() => rows.findIndex(({ row }) => row.id === current), [rows, current]);
  const ticked = useMemo(() => rows.filter(({ row }) => ids.has(row.id)).length, [rows, ids]);
  const aim = () => onAim((frameRef.current?.scrollTop ?? 0) === 0);
  return (
    <div
      ref={frameRef}
      onScroll={aim}
      onPointerMove={aim}
      onPointerEnter={() => props.onRest(true)}
      onPointerLeave={() => props.onRest(false)}
      className="@container min-h-0 grow overflow-auto overscroll-contain border-t"
      style={gridStyle(columns.choice)}
    >
      <div
        role="table"
        className="@min-[47rem]:min-w-fit"
        aria-label="Executions"
        aria-rowcount={(props.total ?? rows.length) + 1}
      >
        <ColumnHeadings
          columns={columns}
          ticked={ticked === 0 ? false : ticked === rows.length || "some"}
          sort={props.sort}
          onSort={props.onSort}
          onTick={() => selection.toggleAll(order())}
        />
        <div
          role="rowgroup"
          className={cn("relative", props.stale && "greyed bg-surface")}
          style={{ height: virtual.getTotalSize() }}
        >
          {items.map((item) => {
            const held = rows[item.index];
            if (!held) return null;
            return (
              <div
                key={item.key}
                ref={virtual.measureElement}
                data-index={item.index}
                role="row"
                aria-rowindex={item.index + 2}
                data-still={held.at === null ? undefined : ""}
                className="group/line absolute inset-x-0 top-0 contain-layout contain-style"
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <StillTime at={held.at}>
                  <ExecutionLine
                    execution={held.row}
                    columns={columns.choice}
                    ticked={ids.has(held.row.id)}
                    onTick={tick}
                    gone={held.gone}
                    current={current === held.row.id}
                    onTerminate={props.onTerminate}
                    onWithdraw={props.onWithdraw}
                    onDeadline={props.onDeadline}
                    onFocus={setCurrent}
                  />
                </StillTime>
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** Rows are told of in steps, so that each small scroll asks for nothing, and once they rest, so that a long one does not either. */
const LOOK_STEP = 25;
const LOOK_ROWS = 100;

function useLook(
  rows: ExecutionTableProps["rows"],
  first: number,
  scrolls: boolean,
  onLook: ExecutionTableProps["onLook"],
): void {
  const start = Math.max(0, Math.floor(first / LOOK_STEP) * LOOK_STEP - LOOK_STEP);
  const ids = rows.slice(start, start + LOOK_ROWS).map(({ row }) => row.id);
  const key = ids.join(",");
  useEffect(() => {
    if (key && !scrolls) onLook(key.split(","));
  }, [key, scrolls, onLook]);
}

const SKELETON_ROWS = Array.from({ length: 12 }, (_, row) => row);

/** Holds the place of the rows while they come for the first time. */
export function ExecutionTableSkeleton() {
  return (
    <div className="border-t" aria-busy="true">
      <span className="sr-only">Loading the executions</span>
      {SKELETON_ROWS.map((row) => (
        <div key={row} className="flex h-9 items-center gap-6 border-b px-3">
          <Skeleton className="w-28" />
          <Skeleton className="w-20" />
          <Skeleton className="w-32" />
          <Skeleton className="max-w-64 grow" />
        </div>
      ))}
    </div>
  );
}
