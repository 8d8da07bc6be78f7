"use client";

import { type KeyboardEvent, type PointerEvent, useState } from "react";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { formatDuration } from "#components/time/format-duration.ts";
import { cn } from "#components/ui/class-names.ts";
import { type AttemptBar, type BarMark, nearestMark, type Stretch } from "./attempt-bars.ts";
import { TONE_FILLS } from "./event-tones.ts";
import { wordsOfEvent } from "./event-words.ts";
import { OUTCOME_FILLS } from "./outcome-look.ts";

export interface AttemptBarLineProps {
  bar: AttemptBar;
  /** Where the scale begins. */
  from: Date;
}

/** One attempt as a bar. Its marks are walked along by arrow keys, or pointed at, and say what they stand for. */
export function AttemptBarLine({ bar, from }: AttemptBarLineProps) {
  const formatNumber = useFormatNumber();
  const [at, setAt] = useState<number | null>(null);
  const { marks, attempt } = bar;
  if (marks.length === 0) return <Drawing bar={bar} />;
  const last = marks.length - 1;
  const shown = marks[Math.min(at ?? 0, last)] as BarMark;
  const after = formatDuration(shown.event.at.getTime() - from.getTime(), { formatNumber });
  const words = `${wordsOfEvent(shown.event, formatNumber)}, after ${after}`;
  const onKeyDown = (event: KeyboardEvent) => {
    const next = { ArrowLeft: (at ?? 1) - 1, ArrowRight: (at ?? -1) + 1, Home: 0, End: last }[event.key];
    if (event.key === "Escape") setAt(null);
    if (next === undefined) return;
    event.preventDefault();
    setAt(Math.min(last, Math.max(0, next)));
  };
  const onPointer = ({ clientX, currentTarget }: PointerEvent) => {
    const { left, width } = currentTarget.getBoundingClientRect();
    setAt(nearestMark(marks, (100 * (clientX - left)) / Math.max(1, width)));
  };
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={`Marks of attempt ${attempt.attempt}`}
      aria-valuemin={1}
      aria-valuemax={marks.length}
      aria-valuenow={Math.min(at ?? 0, last) + 1}
      aria-valuetext={words}
      className="relative rounded-sm focus-visible:outline-offset-2"
      onKeyDown={onKeyDown}
      onFocus={() => setAt(at ?? 0)}
      onBlur={() => setAt(null)}
      onPointerMove={onPointer}
      onPointerLeave={() => setAt(null)}
    >
      <Drawing bar={bar} shown={at === null ? null : shown} />
      {at !== null && (
        <span
          aria-hidden
          className="pointer-events-none absolute top-full z-20 mt-1 w-max max-w-64 rounded-md border bg-raised px-2 py-1 text-xs shadow-raised"
          style={{ left: `min(${shown.left}%, calc(100% - 16rem))` }}
        >
          {words}
        </span>
      )}
    </div>
  );
}

function Drawing({ bar, shown = null }: { bar: AttemptBar; shown?: BarMark | null }) {
  const { outcome } = bar.attempt;
  const fill = outcome ? OUTCOME_FILLS[outcome] : "bg-running/70";
  return (
    <div aria-hidden className="relative mt-1 h-4 rounded-sm bg-surface">
      {bar.marks.map((mark) => (
        <Mark key={mark.event.id} mark={mark} shown={mark === shown} />
      ))}
      <Part at={bar.queued} className="top-1.5 h-1 bg-created/30" title="In the queue" />
      <Part
        at={bar.ran}
        className={cn("h-full min-w-0.5 rounded-sm", fill)}
        title={`Attempt ${bar.attempt.attempt}`}
      />
      {bar.stopping && (
        <Part
          at={bar.stopping}
          className="stripes h-full min-w-0.5 border-l-2 border-stopping text-ink"
          title="Stopping"
        />
      )}
      <Saves saves={bar.saves} />
      {bar.deadline !== null && (
        <span
          title="Deadline"
          className="absolute h-full w-px bg-failed"
          style={{ left: `min(${bar.deadline}%, calc(100% - 1px))` }}
        />
      )}
    </div>
  );
}

function Mark({ mark: { left, tone }, shown }: { mark: BarMark; shown: boolean }) {
  return (
    <span
      className={cn(
        "absolute -top-1 z-10 size-2 rotate-45 border border-canvas",
        TONE_FILLS[tone],
        shown && "ring-2 ring-ink",
      )}
      style={{ left: `clamp(0px, calc(${left}% - 4px), calc(100% - 8px))` }}
    />
  );
}

/** One element, however many there are. */
function Saves({ saves }: { saves: readonly number[] }) {
  if (saves.length === 0) return null;
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 100 1"
      preserveAspectRatio="none"
      className="pointer-events-none absolute bottom-0 left-0 h-1.5 w-full overflow-visible text-ink"
    >
      <path
        d={saves.map((left) => `M${left} 0V1`).join("")}
        stroke="currentColor"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}

function Part({ at, className, title }: { at: Stretch; className: string; title: string }) {
  return (
    <span
      title={title}
      className={cn("absolute", className)}
      style={{ left: `${at.left}%`, width: `${at.width}%` }}
    />
  );
}
