import type { FormatNumber } from "#components/locale/format-number.ts";
import { formatAge, formatDuration, formatSeconds } from "#components/time/format-duration.ts";
import type { Policy } from "#server/domain/policy.ts";
import type { Runtime } from "#server/domain/service-config.ts";
import type { StopMode } from "#server/domain/stop.ts";
import { offeredModes } from "#server/domain/stop-modes.ts";
import type { ExecutionRow } from "#server/domain/views.ts";
import { keptUntil } from "#server/domain/waste.ts";
import { MODE_LABELS } from "./mode-labels.ts";
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
  | "unverified"
  | "startedAt"
  | "checkpointAt"
  | "checkpointIntervalMs"
  | "savedAt"
  | "neighbours"
>;

/** The times of the ladder; null while they are being loaded. */
export type StopTimes = Pick<Policy, "gracePeriod" | "killWait"> | null;

/** How this execution can be stopped, the usual way first; empty where there is nothing to choose. */
export function stopModes(target: StopTarget, runtime: Runtime | null): StopMode[] {
  if (target.status !== "in-progress" || target.stop) return [];
  const shared = target.neighbours !== null;
  return offeredModes([runtime === "command" ? "command" : shared ? "shared" : "own"]);
}

/** One way to stop it, and what it costs at `now`. */
export function stopChoice(
  mode: StopMode,
  target: StopTarget,
  runtime: Runtime | null,
  now: number,
): { label: string; hint: string } {
  const atOnce = target.lost ? "SIGTERM as soon as its agent answers" : "SIGTERM at once";
  const label = MODE_LABELS[mode];
  if (mode === "now") return { label, hint: `${atOnce}; ${workAtRisk(target, runtime, now)}` };
  if (mode === "save") return { label, hint: "goes on until it has saved its state, then stops" };
  if (runtime === "command") return { label: "Let it end", hint: `${atOnce}, with time to end by itself` };
  const left = nextCheckpointMs(target, now);
  const when = left === null ? "" : `expected in about ${formatAge(Math.max(1_000, left))}; `;
  return { label, hint: `${when}it can save its work then` };
}

type Worked = Pick<StopTarget, "savedAt" | "startedAt">;

export function workAtRisk({ savedAt, startedAt }: Worked, runtime: Runtime | null, now: number): string {
  const since = startedAt && keptUntil({ startedAt, savedAt: runtime === "command" ? null : savedAt });
  const age = since ? formatAge(now - since.getTime()) : "all";
  return `up to ${age} of work is lost`;
}

/** What happens when this execution is asked to stop in this way: a sentence that holds. */
export function stopPlan(
  target: StopTarget,
  times: StopTimes,
  runtime: Runtime | null,
  mode: StopMode = "checkpoint",
): string {
  if (target.status === "created") return "It does not run now: it ends at once.";
  if (target.stop) return planForStopping(target);
  if (target.lost) return planForLost(target, times, runtime, mode);
  const kill = times ? `SIGKILL ${formatSeconds(times.killWait)} later` : "then SIGKILL";
  if (mode === "now") return `It gets SIGTERM at once, and ${kill}.`;
  if (runtime === "command") return `It gets SIGTERM at once, and ${afterTerm(times)}.`;
  const grace = times ? formatSeconds(times.gracePeriod) : null;
  const ask =
    mode === "save"
      ? `It goes on until it has saved${grace ? `, for ${grace} at most` : ""}, and stops at the checkpoint after that`
      : "It is asked to stop at its next checkpoint";
  if (target.neighbours !== null) return `${ask}; ${planForShared(target.neighbours, times)}`;
  return `${ask}; if it has not${grace ? ` in ${grace}` : ""}, it gets SIGTERM, and ${kill}.`;
}

/** Nobody hears the request until its agent answers; who stays silent is given up when its lease ends, and that proves nothing. */
function planForLost(target: StopTarget, times: StopTimes, runtime: Runtime | null, mode: StopMode): string {
  const then = stopPlan({ ...target, lost: false }, times, runtime, mode);
  return `It is lost: the request reaches it only if its agent answers again. ${then.replace(/^It/, "Then it")} If its agent stays silent, it is given up and not run again, and nobody can say whether anything of it is left running.`;
}

/** Its worker is not its own: what ignores the request ends with all that runs there, after waiting for it. */
function planForShared(neighbours: number, times: StopTimes): string {
  const when = times ? ` for ${formatSeconds(times.gracePeriod)}` : "";
  const kill = times ? `SIGTERM, ${formatSeconds(times.killWait)} later SIGKILL` : "SIGTERM, then SIGKILL";
  if (neighbours === 0) return `if it ignores that${when}, its replica is reset: ${kill}.`;
  const wait = neighbours === 1 ? "is waited for until its deadline" : "are waited for until their deadlines";
  return `if it ignores that${when}, its replica is reset: ${neighbourCount(neighbours)} ${wait}, then ${kill}.`;
}

/** A command has the grace period and the kill wait together to end by itself. */
function afterTerm(times: StopTimes): string {
  return times ? `SIGKILL ${formatSeconds(times.gracePeriod + times.killWait)} later` : "then SIGKILL";
}

const ALREADY: Record<NonNullable<StopTarget["stop"]>["reason"], string> = {
  terminated: "It was asked to stop already.",
  timeout: "It is stopping already: its time was up.",
  reset: "It is stopping already: its replica is being reset.",
  lost: "It is being stopped already: its runner was lost.",
  stalled: "It is being stopped already: it gave no sign of work.",
  "out-of-memory": "It is being stopped already: it held too much memory.",
};

function planForStopping(target: StopTarget): string {
  const reason = target.stop?.reason ?? "terminated";
  return `${ALREADY[reason]} Terminating it makes sure that it is not run again.`;
}

/** What is known of its checkpoints and saves at `now`; empty for what has not started or has none. */
export function stopFacts(
  target: StopTarget,
  now: number,
  runtime: Runtime | null,
  formatNumber: FormatNumber,
): string[] {
  if (target.status !== "in-progress" || runtime === "command") return [];
  return [checkpointFact(target, now, formatNumber), savedFact(target, now)];
}

function checkpointFact(
  { checkpointAt, checkpointIntervalMs }: StopTarget,
  now: number,
  formatNumber: FormatNumber,
): string {
  if (!checkpointAt) return "It has not passed a checkpoint yet.";
  const age = Math.max(0, now - checkpointAt.getTime());
  const passed = `Last checkpoint ${formatAge(age)} ago`;
  if (checkpointIntervalMs === null) return `${passed}.`;
  const usually = `usually every ${formatDuration(checkpointIntervalMs, { formatNumber })}`;
  const late = age > 3 * checkpointIntervalMs + 2_000;
  return late ? `${passed}, ${usually}: it may not answer soon.` : `${passed}, ${usually}.`;
}

/** Milliseconds until the next checkpoint is due at its usual pace; null when it has none, is late already, or nobody hears of it. */
function nextCheckpointMs(
  { lost, checkpointAt, checkpointIntervalMs }: StopTarget,
  now: number,
): number | null {
  if (lost || !checkpointAt || checkpointIntervalMs === null) return null;
  const left = checkpointAt.getTime() + checkpointIntervalMs - now;
  return left > -2_000 - 2 * checkpointIntervalMs ? left : null;
}

function savedFact({ savedAt, startedAt }: StopTarget, now: number): string {
  if (savedAt) {
    const before = startedAt && savedAt < startedAt ? ", before this attempt began" : "";
    return `State last saved ${formatAge(now - savedAt.getTime())} ago${before}.`;
  }
  const running = startedAt ? ` in the ${formatAge(now - startedAt.getTime())} that it has run` : "";
  return `It has saved no state${running}.`;
}
