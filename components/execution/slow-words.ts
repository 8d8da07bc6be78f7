import type { FormatNumber } from "#components/locale/format-number.ts";
import { formatDuration } from "#components/time/format-duration.ts";
import type { Durations, PastRun } from "#server/domain/duration-views.ts";

/** Milliseconds from the start of its last attempt to its end. */
export function lengthOf({ startedAt, endedAt }: Pick<PastRun, "startedAt" | "endedAt">): number {
  return Math.max(0, endedAt.getTime() - startedAt.getTime());
}

/** "Is this one slow?", in one sentence. `ms` is how long it ran, or has run so far. */
export function slowWords(
  { p50Ms, p95Ms }: Durations,
  ms: number | null,
  running: boolean,
  formatNumber: FormatNumber,
): string {
  if (p50Ms === null || p95Ms === null) return "Too few good runs are known to say what is usual.";
  const [p50, p95] = [p50Ms, p95Ms].map((length) => formatDuration(length, { formatNumber }));
  const usual = `Good runs take ${p50} as a rule, and 95 of 100 at most ${p95}`;
  if (ms === null) return `${usual}.`;
  const own = formatDuration(ms, { ticking: running, formatNumber });
  if (ms > p95Ms) return `Slow: ${running ? "it has run" : "it ran"} ${own}. ${usual}.`;
  if (running) return `${usual}: after ${own} it is within that.`;
  return ms > p50Ms ? `Within the usual, on its longer side. ${usual}.` : `Within the usual. ${usual}.`;
}
