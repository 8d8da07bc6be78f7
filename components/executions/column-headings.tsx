// biome-ignore-all lint/a11y/useSemanticElements: a table's rows can't be placed one by one, and become cards on a narrow screen
// biome-ignore-all lint/a11y/useFocusableInteractive: what is in a heading takes the focus
"use client";

import type { KeyboardEvent, PointerEvent } from "react";
import { cn } from "#components/ui/class-names.ts";
import { Checkbox } from "#components/ui/input.tsx";
import { boundedWidth, COLUMNS, type ColumnChoice, type ColumnKey, movedBefore } from "./columns.ts";
import { cellClass, GRID } from "./row-grid.ts";
import type { Columns } from "./use-columns.ts";

export interface ColumnHeadingsProps {
  columns: Columns;
  /** Whether all rows that are loaded are ticked. */
  ticked: boolean | "some";
  onTick: () => void;
}

const DRAGGED = "text/x-curfew-column";

/** The headings: dragged onto another, a column moves before it; its right edge resizes it. */
export function ColumnHeadings({ columns, ticked, onTick }: ColumnHeadingsProps) {
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
            draggable
            onDragStart={(event) => event.dataTransfer.setData(DRAGGED, key)}
            onDragOver={(event) => event.dataTransfer.types.includes(DRAGGED) && event.preventDefault()}
            onDrop={(event) =>
              change(movedBefore(choice, event.dataTransfer.getData(DRAGGED) as ColumnKey, key))
            }
            className={cn("relative text-xs font-medium text-ink-faint", cellClass(key, choice))}
          >
            <span className="block truncate">{COLUMNS[key].heading}</span>
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

const STEP_PX = 16;
const STEPS: Record<string, number> = { ArrowLeft: -STEP_PX, ArrowRight: STEP_PX };

interface ResizeHandleProps {
  columnKey: ColumnKey;
  choice: ColumnChoice;
  onChange: (choice: ColumnChoice) => void;
}

/** A column that was never resized has the width that it happens to have: that is where resizing begins. */
function ResizeHandle({ columnKey: key, choice, onChange }: ResizeHandleProps) {
  const setWidth = (width: number) =>
    onChange({ ...choice, widths: { ...choice.widths, [key]: boundedWidth(key, width) } });
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    event.preventDefault();
    const handle = event.currentTarget;
    const [began, width] = [event.clientX, widthOfHeading(handle)];
    handle.setPointerCapture(event.pointerId);
    handle.onpointermove = (move) => setWidth(width + move.clientX - began);
    handle.onpointerup = () => {
      handle.onpointermove = null;
    };
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    setWidth(widthOfHeading(event.currentTarget) + step);
  };
  const reset = () => {
    const { [key]: _, ...widths } = choice.widths;
    onChange({ ...choice, widths });
  };
  const { heading, least, width } = COLUMNS[key];
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={`Width of ${heading}`}
      aria-valuenow={choice.widths[key] ?? width}
      aria-valuemin={least}
      aria-valuemax={800}
      title="Drag to resize, double-click to reset"
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
      onDoubleClick={reset}
      className="@max-[47rem]:hidden absolute -right-2.5 top-1/2 h-6 w-2.5 -translate-y-1/2 cursor-col-resize touch-none border-r border-transparent hover:border-line-strong focus-visible:outline-2"
    />
  );
}

function widthOfHeading(handle: HTMLElement): number {
  return handle.parentElement?.getBoundingClientRect().width ?? 0;
}
