import type { FormatNumber } from "#components/locale/format-number.ts";
import { formatAge, formatDuration } from "#components/time/format-duration.ts";
import type { Attention, OutcomeHour, SituationRow, Waste } from "#server/domain/overview.ts";

/** Each with what it means, in the order of urgency. */
export const ATTENTION_WORDS: Record<Attention, { word: string; meaning: string }> = {
  lost: { word: "lost", meaning: "its runner or agent does not answer" },
  stopping: { word: "stopping", meaning: "asked to stop, and something of it may still run" },
  overdue: { word: "slower than usual", meaning: "runs longer than 95 of 100 good runs did" },
  "near-deadline": { word: "near its deadline", meaning: "less than a tenth of its time is left" },
};

/** Why this one wants a look, in a sentence's half. */
export function whyWords(
  { execution, why, p95Ms }: SituationRow,
  now: number,
  formatNumber: FormatNumber,
): string {
  const { startedAt, deadlineAt, stop } = execution;
  if (why === "overdue" && startedAt && p95Ms !== null) {
    const over = now - startedAt.getTime() - p95Ms;
    return `${formatAge(over)} over its usual ${formatDuration(p95Ms, { formatNumber })}`;
  }
  if (why === "stopping" && stop) {
    const by = stop.reason === "terminated" ? `by ${stop.requestedBy}` : `its ${stop.reason}`;
    return `asked ${formatAge(now - stop.requestedAt.getTime())} ago, ${by}${stop.note ? `: “${stop.note}”` : ""}`;
  }
  if (why === "near-deadline" && deadlineAt) {
    const left = deadlineAt.getTime() - now;
    return left > 0 ? `${formatAge(left)} to its deadline` : "its deadline has passed";
  }
  return ATTENTION_WORDS[why].meaning;
}

/** Ends of all hours together. */
export function totals(hours: readonly OutcomeHour[]): Omit<OutcomeHour, "from"> {
  const sum = { success: 0, failed: 0, timeout: 0, terminated: 0 };
  for (const hour of hours) {
    for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += hour[key];
  }
  return sum;
}

export function wasteTotals(waste: readonly Waste[]) {
  return {
    wastedMs: waste.reduce((sum, one) => sum + one.wastedMs, 0),
    attempts: waste.reduce((sum, one) => sum + one.attempts, 0),
    nearTheEnd: waste.reduce((sum, one) => sum + one.nearTheEnd, 0),
    nearTheEndMs: waste.reduce((sum, one) => sum + one.nearTheEndMs, 0),
  };
}
