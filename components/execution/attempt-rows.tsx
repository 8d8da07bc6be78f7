"use client";

import { useMemo } from "react";
import { TimeAxis } from "#components/charts/time-axis.tsx";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { formatDuration } from "#components/time/format-duration.ts";
import { useNow } from "#components/time/now-provider.tsx";
import { isTerminal } from "#server/domain/status.ts";
import type { ExecutionDetail, ExecutionEventView } from "#server/domain/views.ts";
import { AttemptBarLine } from "./attempt-bar-line.tsx";
import { type AttemptBar, attemptBars, attemptSpan } from "./attempt-bars.ts";
import { OUTCOME_WORDS } from "./outcome-look.ts";
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
    <div>
      <ol className="flex flex-col gap-3">
        {bars.map((bar) => (
          <li key={bar.attempt.attempt}>
            <Row bar={bar} now={now} execution={execution} events={events} />
          </li>
        ))}
      </ol>
      <div className="mt-1 flex">
        <TimeAxis span={attemptSpan(execution, now)} />
      </div>
    </div>
  );
}

function Row({ bar, now, execution, events }: AttemptRowsProps & { bar: AttemptBar; now: number }) {
  const formatNumber = useFormatNumber();
  const { attempt } = bar;
  const ladder = useMemo(() => stopLadder(events, attempt.attempt, null), [events, attempt.attempt]);
  const isLast = attempt.attempt === execution.attempt;
  const result = ladder && stopResult(ladder, isLast ? execution : null, formatNumber);
  const length = (attempt.endedAt?.getTime() ?? now) - attempt.startedAt.getTime();
  return (
    <>
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="font-medium">Attempt {attempt.attempt}</span>
        <span className="text-ink-muted tabular-nums">
          {outcomeWords(bar)} · {formatDuration(length, { ticking: attempt.endedAt === null, formatNumber })}
          {bar.saveCount > 0 && ` · ${formatNumber(bar.saveCount)} ${bar.saveCount === 1 ? "save" : "saves"}`}
        </span>
      </div>
      <AttemptBarLine bar={bar} from={execution.createdAt} />
      {(result ?? attempt.message) && <p className="mt-1 text-ink-muted">{result ?? attempt.message}</p>}
    </>
  );
}

function outcomeWords({ attempt, stopping }: AttemptBar): string {
  if (attempt.outcome) return OUTCOME_WORDS[attempt.outcome];
  return stopping ? "stopping" : "running";
}
