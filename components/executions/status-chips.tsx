"use client";

import type { FormatNumber } from "#components/locale/format-number.ts";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { cn } from "#components/ui/class-names.ts";
import type { ListCounts } from "#server/domain/list-views.ts";
import type { StatusFilter } from "#server/domain/query/execution-query.ts";
import { STATES } from "./state.tsx";
import { StateMark } from "./state-badge.tsx";
import { toggled } from "./toggled.ts";

export interface StatusChipsProps {
  /** Null while they are not known. */
  counts: ListCounts | null;
  chosen: readonly StatusFilter[];
  onChange: (statuses: StatusFilter[]) => void;
}

/** In the order of an execution's life. */
const SHOWN: readonly StatusFilter[] = [
  "created",
  "in-progress",
  "stopping",
  "success",
  "failed",
  "terminated",
];

export function countWords(
  counts: ListCounts | null,
  status: StatusFilter,
  formatNumber: FormatNumber,
): string {
  if (!counts) return "–";
  return `${formatNumber(counts[status])}${counts.atLeast.includes(status) ? "+" : ""}`;
}

/** How many executions stand where; a click narrows the list to them. */
export function StatusChips({ counts, chosen, onChange }: StatusChipsProps) {
  const formatNumber = useFormatNumber();
  return (
    <fieldset className="scroll-hidden -mx-3 flex gap-1 overflow-x-auto px-3 py-0.5 sm:mx-0 sm:flex-wrap sm:px-0">
      <legend className="sr-only">Filter by state</legend>
      {SHOWN.map((status) => {
        const count = counts?.[status];
        const pressed = chosen.includes(status);
        const chip = (
          <button
            key={status}
            type="button"
            aria-pressed={pressed}
            onClick={() => onChange(toggled(chosen, status))}
            className={cn(
              "flex h-7 shrink-0 items-center gap-1.5 rounded-md border px-2 transition-colors",
              pressed ? "border-accent bg-selected" : "border-line hover:border-line-strong hover:bg-hover",
            )}
          >
            <StateMark state={status} className={count === 0 ? "opacity-50 [&_*]:opacity-100" : undefined} />
            <span className={count === 0 && !pressed ? "text-ink-faint" : undefined}>
              {STATES[status].word}
            </span>
            <span className="min-w-[3ch] text-right text-ink-muted tabular-nums">
              {countWords(counts, status, formatNumber)}
            </span>
          </button>
        );
        if (status !== "stopping") return chip;
        // What is stopping is counted among what is in progress, too.
        return (
          <span key={status} className="flex shrink-0 items-center gap-1">
            <span className="text-xs text-ink-faint">of which</span>
            {chip}
          </span>
        );
      })}
    </fieldset>
  );
}
