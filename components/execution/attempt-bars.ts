import type { TimeSpan } from "#components/charts/chart-series.ts";
import type { FormatNumber } from "#components/locale/format-number.ts";
import { formatDuration } from "#components/time/format-duration.ts";
import type { AttemptView, ExecutionDetail, ExecutionEventView } from "#server/domain/views.ts";
import { EVENT_TONES, type EventTone } from "./event-tones.ts";
import { apart, savesOf } from "./saves.ts";
import { sinceWithdrawal } from "./stop-ladder.ts";

/** A moment or stretch on the common scale, in percent of its width. */
export interface Stretch {
  left: number;
  width: number;
}

export interface BarMark {
  event: ExecutionEventView;
  left: number;
  tone: EventTone;
}

export interface AttemptBar {
  attempt: AttemptView;
  ran: Stretch;
  /** From when it lay in the queue to its start. */
  queued: Stretch;
  /** From the request to stop to the end; null when nobody asked. */
  stopping: Stretch | null;
  /** Where it saved its state, as far as a screen shows them apart; `saveCount` says how often. */
  saves: number[];
  saveCount: number;
  /** Rungs, signals, resets and whatever else cuts into it, oldest first. */
  marks: BarMark[];
  /** Null when it lies beyond the scale. */
  deadline: number | null;
}

/** From the creation to the end, or to `now` while it lives. */
export function attemptSpan(
  execution: Pick<ExecutionDetail, "createdAt" | "endedAt">,
  now: number,
): TimeSpan {
  const from = execution.createdAt.getTime();
  return { from, to: Math.max(execution.endedAt?.getTime() ?? now, from + 1) };
}

/** Attempts on one scale. */
export function attemptBars(
  execution: Pick<ExecutionDetail, "createdAt" | "endedAt" | "attempts">,
  events: readonly ExecutionEventView[],
  now: number,
): AttemptBar[] {
  const { from, to: until } = attemptSpan(execution, now);
  const place = (at: number) => (100 * (Math.min(Math.max(at, from), until) - from)) / (until - from);
  const stretch = (start: number, end: number): Stretch => ({
    left: place(start),
    width: Math.max(0, place(end) - place(start)),
  });
  let queuedFrom = from;
  return execution.attempts.map((attempt) => {
    const start = attempt.startedAt.getTime();
    const end = attempt.endedAt?.getTime() ?? until;
    const own = events.filter((event) => event.attempt === attempt.attempt);
    const stop = sinceWithdrawal(own)
      .find((event) => event.type === "stop_requested")
      ?.at.getTime();
    const deadline = attempt.deadlineAt.getTime();
    const saves = savesOf(own);
    const bar: AttemptBar = {
      attempt,
      ran: stretch(start, end),
      queued: stretch(queuedFrom, start),
      stopping: stop === undefined ? null : stretch(stop, end),
      marks: own.flatMap((event) => {
        const tone = EVENT_TONES[event.type];
        return tone ? [{ event, left: place(event.at.getTime()), tone }] : [];
      }),
      saves: apart(saves, { from, to: until }).map(place),
      saveCount: saves.length,
      deadline: deadline <= until ? place(deadline) : null,
    };
    queuedFrom = end;
    return bar;
  });
}

/** Which of the marks is nearest to a place; null when there is none. */
export function nearestMark(marks: readonly Pick<BarMark, "left">[], left: number): number | null {
  const distances = marks.map((mark) => Math.abs(mark.left - left));
  return distances.length === 0 ? null : distances.indexOf(Math.min(...distances));
}

/** How much of the time to the deadline is used up, in percent; 100 when it has passed. */
export function deadlineUsed(startedAt: Date, deadlineAt: Date, now: number): number {
  const whole = Math.max(1, deadlineAt.getTime() - startedAt.getTime());
  return Math.min(100, Math.max(0, (100 * (now - startedAt.getTime())) / whole));
}

type Ran = Pick<AttemptView, "startedAt" | "endedAt">;

/** Milliseconds that those of them which have ended ran, all together. */
export function ranMs(attempts: readonly Ran[]): number {
  return attempts.reduce(
    (sum, { startedAt, endedAt }) => sum + (endedAt ? endedAt.getTime() - startedAt.getTime() : 0),
    0,
  );
}

/** How long something ran that has ended in the queue: after an attempt it may have gone back there. */
export function earlierWords(attempts: readonly Ran[], formatNumber: FormatNumber): string {
  if (attempts.length === 0) return "Never ran";
  const which = attempts.length === 1 ? "one attempt" : `${formatNumber(attempts.length)} attempts`;
  return `Ran ${formatDuration(ranMs(attempts), { formatNumber })} in ${which}, then waited again`;
}
