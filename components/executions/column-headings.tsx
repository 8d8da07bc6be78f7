// biome-ignore-all lint/a11y/useSemanticElements: a table's rows can't be placed one by one, and become cards on a narrow screen
// biome-ignore-all lint/a11y/useFocusableInteractive: what is in a heading takes the focus
"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import type { PointerEvent } from "react";
import { cn } from "#components/ui/class-names.ts";
import { Checkbox } from "#components/ui/input.tsx";
import { SORT_WORDS, type Sort } from "#server/domain/query/execution-query.ts";
import { COLUMNS, type ColumnChoice, type ColumnKey, movedBefore, withWidth } from "./columns.ts";
import { cellClass, GRID } from "./row-grid.ts";
import type { Columns } from "./use-columns.ts";

export interface ColumnHeadingsProps {
  columns: Columns;
  /** Whether all rows that are loaded are ticked. */
  ticked: boolean | "some";
  onTick: () => void;
  sort: Sort;
  onSort: (sort: Sort) => void;
}

const DRAGGED = "text/x-curfew-column";

/** The headings: clicked, a column orders the list; dragged onto another, it moves before it; its right edge resizes it. */
export function ColumnHeadings({ columns, ticked, onTick, sort, onSort }: ColumnHeadingsProps) {
  const { choice, change } = columns;
  return (
    <div role="rowgroup" className="sticky top-0 z-20 @max-[47rem]:sr-only">
      <div
        role="row"
        aria-rowindex={1}
        className={cn(GRID, "border-b border-l-2 border-l-transparent bg-surface @min-[47rem]:h-8")}
      >
        <div role="columnheader" className="flex items-center @max-[47rem]:hidden">
          <Checkbox
            aria-label="Select all loaded executions"
            checked={ticked === true}
            ref={(box) => {
              if (box) box.indeterminate = ticked === "some";
            }}
            onChange={onTick}
          />
        </div>
        {choice.shown.map((key) => (
          <div
            key={key}
            role="columnheader"
            aria-sort={directionOf(key, sort)}
            draggable
            onDragStart={(event) => event.dataTransfer.setData(DRAGGED, key)}
            onDragOver={(event) => event.dataTransfer.types.includes(DRAGGED) && event.preventDefault()}
            onDrop={(event) =>
              change(movedBefore(choice, event.dataTransfer.getData(DRAGGED) as ColumnKey, key))
            }
            className={cn("relative text-xs font-medium text-ink-faint", cellClass(key, choice))}
          >
            <Heading columnKey={key} sort={sort} onSort={onSort} />
            <ResizeHandle columnKey={key} choice={choice} onChange={change} />
          </div>
        ))}
        <div role="columnheader">
          <span className="sr-only">Action</span>
        </div>
      </div>
    </div>
  );
}

/** How the list stands when it is ordered by a column; undefined when it is by another. */
function directionOf(key: ColumnKey, sort: Sort): "ascending" | "descending" | undefined {
  return COLUMNS[key].sorts?.find((one) => one.sort === sort)?.direction;
}

interface HeadingProps {
  columnKey: ColumnKey;
  sort: Sort;
  onSort: (sort: Sort) => void;
}

/**
 * What it was ordered by last goes on to the column's next order; after the last one stands the newest first. Over cards a
 * heading is only read: what orders them stands above.
 */
function Heading({ columnKey, sort, onSort }: HeadingProps) {
  const { heading, sorts, end } = COLUMNS[columnKey];
  if (!sorts) return <span className="block truncate">{heading}</span>;
  const at = sorts.findIndex((one) => one.sort === sort);
  const next = sorts[at + 1]?.sort ?? (at < 0 ? sorts[0].sort : "newest");
  const Arrow = directionOf(columnKey, sort) === "ascending" ? ArrowUp : ArrowDown;
  return (
    <>
      <span className="@min-[47rem]:hidden">{heading}</span>
      <button
        type="button"
        title={SORT_WORDS[next]}
        onClick={() => onSort(next)}
        className={cn(
          "group/heading flex h-6 max-w-full items-center gap-1 hover:text-ink @max-[47rem]:hidden",
          at >= 0 && "text-ink",
          end && "ml-auto flex-row-reverse",
        )}
      >
        <span className="truncate">{heading}</span>
        <Arrow
          aria-hidden
          className={cn("size-3 shrink-0", at < 0 && "opacity-0 group-hover/heading:opacity-60")}
        />
      </button>
    </>
  );
}

interface ResizeHandleProps {
  columnKey: ColumnKey;
  choice: ColumnChoice;
  onChange: (choice: ColumnChoice) => void;
}

/**
 * For the pointer; what does the same without one is in the columns' dialog. A column that was never resized has the width
 * that it happens to have: that is where resizing begins.
 */
function ResizeHandle({ columnKey: key, choice, onChange }: ResizeHandleProps) {
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    event.preventDefault();
    const handle = event.currentTarget;
    const [began, width] = [event.clientX, widthOfHeading(handle)];
    handle.setPointerCapture(event.pointerId);
    handle.onpointermove = (move) => onChange(withWidth(choice, key, width + move.clientX - began));
    handle.onpointerup = () => {
      handle.onpointermove = null;
    };
  };
  const reset = () => {
    const { [key]: _, ...widths } = choice.widths;
    onChange({ ...choice, widths });
  };
  return (
    <div
      aria-hidden
      title="Drag to resize, double-click to reset"
      onPointerDown={onPointerDown}
      onDoubleClick={reset}
      className="@max-[47rem]:hidden absolute -right-2.5 top-1/2 h-6 w-2.5 -translate-y-1/2 cursor-col-resize touch-none border-r border-transparent hover:border-line-strong"
    />
  );
}

function widthOfHeading(handle: HTMLElement): number {
  return handle.parentElement?.getBoundingClientRect().width ?? 0;
}
