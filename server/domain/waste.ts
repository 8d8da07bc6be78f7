/** Why an attempt was cut: it did not end by itself. */
const CUTS: ReadonlySet<string> = new Set([
  "timeout",
  "terminated",
  "reset",
  "lost",
  "out-of-memory",
  "stalled",
  "max-attempts",
]);

export interface CutAttempt {
  startedAt: Date;
  endedAt: Date;
  /** When its execution last saved state, also in an earlier attempt; null when it never did. */
  savedAt: Date | null;
  /** Why it ended; null when it succeeded. */
  reason: string | null;
  /** It gave an output on its way out: what it had done is not lost. */
  gaveOutput: boolean;
}

/** Milliseconds of work that a cut threw away; null when it threw nothing away. */
export function wastedMs({ startedAt, endedAt, savedAt, reason, gaveOutput }: CutAttempt): number | null {
  if (reason === null || !CUTS.has(reason) || gaveOutput) return null;
  const wasted = endedAt.getTime() - keptUntil({ startedAt, savedAt }).getTime();
  return wasted > 0 ? wasted : null;
}

/** What an attempt does after this is lost when it is cut: an earlier attempt, or another run, may have saved before it began. */
export function keptUntil({ startedAt, savedAt }: Pick<CutAttempt, "startedAt" | "savedAt">): Date {
  return savedAt && savedAt > startedAt ? savedAt : startedAt;
}

/** From this much progress on, a timeout came close to the end. */
export const NEAR_THE_END_PERCENT = 95;

/** Executions that are named for each service and reason. */
export const MOST_NAMED = 20;
