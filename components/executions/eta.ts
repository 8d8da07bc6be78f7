import type { ExecutionRow } from "#server/domain/views.ts";

/** Less progress than this says too little of a pace. */
const ENOUGH_PERCENT = 3;

type Progressing = Pick<
  ExecutionRow,
  "status" | "stop" | "progress" | "progressAt" | "startedAt" | "attempt" | "rerunOf" | "firstProgress"
>;

/**
 * Milliseconds after its deadline that it would be done at the pace so far; null when it would be in time, or nobody can
 * say. Within a tenth of what is left nobody can.
 */
export function missesDeadlineBy(
  execution: Progressing & Pick<ExecutionRow, "deadlineAt">,
  now: number,
): number | null {
  const left = remainingMs(execution, now);
  if (left === null || !execution.deadlineAt) return null;
  const late = now + left - execution.deadlineAt.getTime();
  return late > left / 10 ? late : null;
}

/**
 * Milliseconds until it would be done at the pace of this attempt; null when that can't be said: it has hardly begun, or is
 * stopping.
 */
export function remainingMs(execution: Progressing, now: number): number | null {
  const { progress, progressAt, status, stop } = execution;
  if (status !== "in-progress" || stop || progress === null || !progressAt || progress >= 100) return null;
  const from = paceFrom(execution);
  if (!from || progress - from.percent < ENOUGH_PERCENT) return null;
  const pace = (progressAt.getTime() - from.at.getTime()) / (progress - from.percent);
  const left = pace * (100 - progress) - (now - progressAt.getTime());
  return left > 0 ? left : null;
}

/**
 * From where this attempt's own work is counted: its start, or, when it may have gone on from saved state, the first that it
 * reported itself. Null while that is not known.
 */
function paceFrom({ attempt, rerunOf, startedAt, firstProgress }: Progressing) {
  if (attempt > 1 || rerunOf !== null) return firstProgress;
  return startedAt && { percent: 0, at: startedAt };
}
