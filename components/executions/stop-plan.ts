import { formatAge, formatDuration, formatSeconds } from "#components/time/format-duration.ts";
import type { Policy } from "#server/domain/policy.ts";
import type { Runtime } from "#server/domain/service-config.ts";
import type { ExecutionRow } from "#server/domain/views.ts";
import { neighbourCount } from "./reset-words.ts";

export type StopTarget = Pick<
  ExecutionRow,
  | "id"
  | "serviceName"
  | "functionName"
  | "status"
  | "reason"
  | "stop"
  | "lost"
  | "startedAt"
  | "checkpointAt"
  | "checkpointIntervalMs"
  | "savedAt"
  | "neighbours"
>;

/** The times of the ladder; null while they are being loaded. */
export type StopTimes = Pick<Policy, "gracePeriod" | "killWait"> | null;

/** What happens when this execution is asked to stop, in sentences that hold. */
export function stopPlan(target: StopTarget, times: StopTimes, runtime: Runtime | null): string[] {
  if (target.status === "created") return ["It does not run now: it ends at once."];
  if (target.stop) return planForStopping(target);
  if (runtime === "command") return [`It gets SIGTERM at once${afterTerm(times)}.`];
  const usually = target.checkpointIntervalMs;
  const pace = usually === null ? "" : `, usually every ${formatDuration(usually)}`;
  const first = `It is asked to stop at its next checkpoint${pace}.`;
  if (target.neighbours !== null) return [first, planForShared(target.neighbours, times)];
  if (!times) return [first, "If it does not stop, it gets SIGTERM, then SIGKILL."];
  return [
    first,
    `If it does not stop in ${formatSeconds(times.gracePeriod)} it gets SIGTERM, ${formatSeconds(times.killWait)} later SIGKILL.`,
  ];
}

/** Its worker is not its own: what ignores the request ends with all that runs there, after waiting for it. */
function planForShared(neighbours: number, times: StopTimes): string {
  const when = times ? ` in ${formatSeconds(times.gracePeriod)}` : "";
  const kill = times ? `SIGTERM, ${formatSeconds(times.killWait)} later SIGKILL` : "SIGTERM, then SIGKILL";
  if (neighbours === 0) return `If it ignores the request${when}, its replica is reset: ${kill}.`;
  const wait = neighbours === 1 ? "is waited for until its deadline" : "are waited for until their deadlines";
  return `If it ignores the request${when}, its replica is reset: ${neighbourCount(neighbours)} ${wait}, then ${kill}.`;
}

/** A command has the grace period and the kill wait together to end by itself. */
function afterTerm(times: StopTimes): string {
  return times ? `, ${formatSeconds(times.gracePeriod + times.killWait)} later SIGKILL` : ", then SIGKILL";
}

const ALREADY: Record<NonNullable<StopTarget["stop"]>["reason"], string> = {
  terminated: "It was asked to stop already.",
  timeout: "It is stopping already: its time was up.",
  reset: "It is stopping already: its replica is being reset.",
  lost: "It is being stopped already: its runner was lost.",
  stalled: "It is being stopped already: it gave no sign of work.",
  "out-of-memory": "It is being stopped already: it held too much memory.",
};

function planForStopping(target: StopTarget): string[] {
  const reason = target.stop?.reason ?? "terminated";
  return [ALREADY[reason], "Terminating it makes sure that it is not run again."];
}

/** What is known of its checkpoints and saves at `now`; empty for what has not started or has none. */
export function stopFacts(target: StopTarget, now: number, runtime: Runtime | null): string[] {
  if (target.status !== "in-progress" || runtime === "command") return [];
  return [checkpointFact(target, now), savedFact(target, now)];
}

function checkpointFact({ checkpointAt, checkpointIntervalMs }: StopTarget, now: number): string {
  if (!checkpointAt) return "It has not passed a checkpoint yet.";
  const age = Math.max(0, now - checkpointAt.getTime());
  const passed = `Last checkpoint ${formatAge(age)} ago`;
  if (checkpointIntervalMs === null) return `${passed}.`;
  if (age > 3 * checkpointIntervalMs + 2_000)
    return `${passed}: later than usual, so it may not answer soon.`;
  const left = checkpointIntervalMs - age;
  return left >= 1_000 ? `${passed}, the next one expected in about ${formatAge(left)}.` : `${passed}.`;
}

function savedFact({ savedAt, startedAt }: StopTarget, now: number): string {
  if (savedAt) return `State last saved ${formatAge(now - savedAt.getTime())} ago.`;
  const running = startedAt ? ` in the ${formatAge(now - startedAt.getTime())} that it has run` : "";
  return `It has saved no state${running}.`;
}
