import type { ExecutionRow } from "#server/domain/views.ts";

/** Below this much progress a forecast is a guess. */
const ENOUGH_PERCENT = 3;

type Progressing = Pick<
  ExecutionRow,
  "status" | "stop" | "progress" | "progressAt" | "startedAt" | "attempt" | "rerunOf"
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
 * Milliseconds until it would be done at the pace so far; null when that can't be said: it has hardly begun, is
 * stopping, or went on from saved state, so that its pace is not its own.
 */
export function remainingMs(execution: Progressing, now: number): number | null {
  const { progress, progressAt, startedAt } = execution;
  if (execution.status !== "in-progress" || execution.stop) return null;
  if (execution.attempt > 1 || execution.rerunOf !== null) return null;
  if (progress === null || !progressAt || !startedAt || progress < ENOUGH_PERCENT || progress >= 100)
    return null;
  const pace = (progressAt.getTime() - startedAt.getTime()) / progress;
  const left = pace * (100 - progress) - (now - progressAt.getTime());
  return left > 0 ? left : null;
}
