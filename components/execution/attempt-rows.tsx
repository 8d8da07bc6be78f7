"use client";

import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { formatDuration } from "#components/time/format-duration.ts";
import { useNow } from "#components/time/now-provider.tsx";
import { cn } from "#components/ui/class-names.ts";
import { isTerminal } from "#server/domain/status.ts";
import type { ExecutionDetail, ExecutionEventView } from "#server/domain/views.ts";
import { type AttemptBar, attemptBars, type BarMark, type MarkTone, type Stretch } from "./attempt-bars.ts";
import { eventWords } from "./event-words.ts";
import { stopLadder } from "./stop-ladder.ts";
import { stopResult } from "./stop-words.ts";

export interface AttemptRowsProps {
  execution: ExecutionDetail;
  events: ExecutionEventView[];
}

/** Attempts as bars on one scale. */
export function AttemptRows({ execution, events }: AttemptRowsProps) {
  // An execution that has ended does not move: its bars need no clock.
  const ended = isTerminal(execution.status);
  return ended ? (
    <Rows execution={execution} events={events} now={0} />
  ) : (
    <TickingRows execution={execution} events={events} />
  );
}

function TickingRows(props: AttemptRowsProps) {
  return <Rows {...props} now={useNow()} />;
}

function Rows({ execution, events, now }: AttemptRowsProps & { now: number }) {
  const bars = attemptBars(execution, events, now);
  if (bars.length === 0) return <p className="text-ink-muted">No attempt has started.</p>;
  return (
    <ol className="flex flex-col gap-3">
      {bars.map((bar) => (
        <li key={bar.attempt.attempt}>
          <Row bar={bar} now={now} execution={execution} events={events} />
        </li>
      ))}
    </ol>
  );
}

function Row({ bar, now, execution, events }: AttemptRowsProps & { bar: AttemptBar; now: number }) {
  const formatNumber = useFormatNumber();
  const { attempt } = bar;
  const ladder = stopLadder(events, attempt.attempt, null);
  const isLast = attempt.attempt === execution.attempt;
  const result = ladder && stopResult(ladder, isLast ? execution : null, formatNumber);
  const length = (attempt.endedAt?.getTime() ?? now) - attempt.startedAt.getTime();
  return (
    <>
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="font-medium">Attempt {attempt.attempt}</span>
        <span className="text-ink-muted tabular-nums">
          {outcomeWords(bar)} · {formatDuration(length, { ticking: attempt.endedAt === null, formatNumber })}
        </span>
      </div>
      <Bar bar={bar} />
      {(result ?? attempt.message) && <p className="mt-1 text-ink-muted">{result ?? attempt.message}</p>}
    </>
  );
}

const OUTCOMES = {
  success: { word: "success", fill: "bg-success/70" },
  failed: { word: "failed", fill: "bg-failed/70" },
  terminated: { word: "terminated", fill: "bg-terminated/70" },
  rerun: { word: "went back to the queue", fill: "bg-created/60" },
} as const;

function outcomeWords({ attempt, stopping }: AttemptBar): string {
  if (attempt.outcome) return OUTCOMES[attempt.outcome].word;
  return stopping ? "stopping" : "running";
}

function Bar({ bar }: { bar: AttemptBar }) {
  const { attempt } = bar;
  const fill = attempt.outcome ? OUTCOMES[attempt.outcome].fill : "bg-running/70";
  return (
    <div aria-hidden className="relative mt-1 h-4 rounded-sm bg-surface">
      {bar.marks.map((mark) => (
        <Mark key={mark.event.id} mark={mark} />
      ))}
      <Part at={bar.queued} className="top-1.5 h-1 bg-created/30" title="In the queue" />
      <Part
        at={bar.ran}
        className={cn("h-full min-w-0.5 rounded-sm", fill)}
        title={`Attempt ${attempt.attempt}`}
      />
      {bar.stopping && (
        <Part
          at={bar.stopping}
          className="stripes h-full min-w-0.5 border-l-2 border-stopping text-ink"
          title="Stopping"
        />
      )}
      {bar.saves.map((left, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: saves are only ever added at the end
        <Tick key={place} left={left} className="bottom-0 h-1.5 bg-ink" title="State saved" />
      ))}
      {bar.deadline !== null && <Tick left={bar.deadline} className="h-full bg-failed" title="Deadline" />}
    </div>
  );
}

const TONES: Record<MarkTone, string> = {
  stopping: "bg-stopping",
  failed: "bg-failed",
  success: "bg-success",
  accent: "bg-accent",
};

/** The list below says the same in words. */
function Mark({ mark: { event, left, tone } }: { mark: BarMark }) {
  const formatNumber = useFormatNumber();
  return (
    <span
      title={eventWords({ event, count: 1 }, formatNumber)}
      className={cn("absolute -top-1 z-10 size-2 rotate-45 border border-canvas", TONES[tone])}
      style={{ left: `clamp(0px, calc(${left}% - 4px), calc(100% - 8px))` }}
    />
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

function Tick({ left, className, title }: { left: number; className: string; title: string }) {
  return (
    <span
      title={title}
      className={cn("absolute w-px", className)}
      style={{ left: `min(${left}%, calc(100% - 1px))` }}
    />
  );
}
