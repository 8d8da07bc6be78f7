"use client";

import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { formatDuration } from "./format-duration.ts";
import { useNow } from "./now-provider.tsx";

export interface DurationProps {
  from: Date;
  /** Null while it runs: then it ticks. */
  to: Date | null;
  className?: string;
}

/** How long something took, or has taken so far. */
export function Duration({ from, to, className }: DurationProps) {
  const formatNumber = useFormatNumber();
  return (
    <span aria-live="off" className={`tabular-nums ${className ?? ""}`}>
      {to ? formatDuration(to.getTime() - from.getTime(), { formatNumber }) : <RunningDuration from={from} />}
    </span>
  );
}

function RunningDuration({ from }: { from: Date }) {
  const words = formatDuration(useNow() - from.getTime(), { ticking: true });
  // Another text, not a text that moved, where it stands at the right.
  return <span key={words}>{words}</span>;
}

/** How long until `at`, ticking; `overdue` words when it has passed. */
export function TimeLeft({ at, passed = "overdue" }: { at: Date; passed?: string }) {
  const left = at.getTime() - useNow();
  return (
    <span aria-live="off" className="tabular-nums">
      {left > 0 ? formatDuration(left, { ticking: true }) : passed}
    </span>
  );
}
