import type { FormatNumber } from "#components/locale/format-number.ts";
import { formatAge, formatDuration } from "#components/time/format-duration.ts";
import type {
  Attention,
  Notice,
  OutcomeHour,
  ServiceLoad,
  SituationRow,
  Waste,
} from "#server/domain/overview.ts";
import type { StopView } from "#server/domain/views.ts";

/** Each with what it means, in the order of urgency. */
export const ATTENTION_WORDS: Record<Attention, { word: string; meaning: string }> = {
  lost: { word: "lost", meaning: "its runner or agent does not answer" },
  stopping: { word: "stopping", meaning: "asked to stop, and something of it may still run" },
  overdue: { word: "overdue", meaning: "its deadline has passed, and its stop is not known here yet" },
  stalled: { word: "stalled", meaning: "gives no sign of work for longer than its stall timeout" },
  slow: { word: "slower than usual", meaning: "runs longer than 95 of 100 good runs did" },
  "near-deadline": { word: "near their deadline", meaning: "less than a tenth of its time is left" },
};

/** Why this one wants a look: all that holds. */
export function whyWords({ why, ...row }: SituationRow, now: number, formatNumber: FormatNumber): string {
  return why.map((one) => reasonWords(one, row, now, formatNumber)).join(" · ");
}

function reasonWords(
  why: Attention,
  { execution, p95Ms }: Omit<SituationRow, "why">,
  now: number,
  formatNumber: FormatNumber,
): string {
  const { startedAt, deadlineAt, stalledAt, stop } = execution;
  if (why === "slow" && startedAt && p95Ms !== null) {
    const over = now - startedAt.getTime() - p95Ms;
    return `${formatAge(over)} over its usual ${formatDuration(p95Ms, { formatNumber })}`;
  }
  if (why === "stopping" && stop) {
    return `asked ${formatAge(now - stop.requestedAt.getTime())} ago, ${askedBy(stop)}${stop.note ? `: “${stop.note}”` : ""}`;
  }
  if (why === "stalled" && stalledAt) return `stalled for ${formatAge(now - stalledAt.getTime())}`;
  if ((why === "near-deadline" || why === "overdue") && deadlineAt) {
    const left = deadlineAt.getTime() - now;
    return left > 0 ? `${formatAge(left)} to its deadline` : `its deadline passed ${formatAge(-left)} ago`;
  }
  return ATTENTION_WORDS[why].meaning;
}

function askedBy({ reason, requestedBy }: StopView): string {
  if (reason === "lost") return "since its runner was lost";
  return reason === "terminated" ? `by ${requestedBy}` : `by its ${reason}`;
}

/** What is wrong with a runner, a disk or a service, after its name. */
export function noticeWords({ kind, host, count, detail }: Notice, formatNumber: FormatNumber): string {
  const times = count === null ? "" : `${formatNumber(count)} ${count === 1 ? "time" : "times"} in a row`;
  switch (kind) {
    case "runner-lost":
      return "does not answer";
    case "disk-fault":
      return `disk of ${host} refuses writes (${detail})`;
    case "crash-loop":
      return `crash loop, ${times}: ${detail}`;
    case "start-failure":
      return `fails to start${times && `, ${times}`}: ${detail}`;
    case "paused":
      return `paused by ${detail}`;
  }
}

/** Ends of all hours together. */
export function totals(hours: readonly OutcomeHour[]): Omit<OutcomeHour, "from"> {
  const sum = { success: 0, failed: 0, timeout: 0, terminated: 0 };
  for (const hour of hours) {
    for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += hour[key];
  }
  return sum;
}

/** What could start at once: a paused service starts nothing. */
export function freeSlots(services: readonly Pick<ServiceLoad, "paused" | "slots" | "used">[]): number {
  return services.reduce((sum, { paused, slots, used }) => sum + (paused ? 0 : Math.max(0, slots - used)), 0);
}

export function wasteTotals(waste: readonly Waste[]) {
  return {
    wastedMs: waste.reduce((sum, one) => sum + one.wastedMs, 0),
    attempts: waste.reduce((sum, one) => sum + one.attempts, 0),
    nearTheEnd: waste.reduce((sum, one) => sum + one.nearTheEnd, 0),
    nearTheEndMs: waste.reduce((sum, one) => sum + one.nearTheEndMs, 0),
  };
}
