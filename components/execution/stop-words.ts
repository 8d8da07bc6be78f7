import { neighbourCount } from "#components/executions/reset-words.ts";
import type { FormatNumber } from "#components/locale/format-number.ts";
import { formatDuration, formatSeconds } from "#components/time/format-duration.ts";
import type { Policy } from "#server/domain/policy.ts";
import type { StopReason, StopRung, StopSignal } from "#server/domain/stop.ts";
import type { ExecutionRow } from "#server/domain/views.ts";
import { nextSignal, reachedAfter, type StopLadder, strongestSignal } from "./stop-ladder.ts";

/** Who asked, as a person reads it: an operator by name, else what made Curfew ask. */
export function askedBy(ladder: StopLadder): string {
  if (ladder.reason === "timeout") return "asked by its execution timeout";
  if (ladder.reason === "reset") return "asked by a reset of its replica";
  if (ladder.reason === "lost") return "asked because its runner was lost";
  if (ladder.reason === "stalled") return "asked by its stall timeout";
  if (ladder.reason === "out-of-memory") return "asked by its memory limit";
  return `asked by ${ladder.requestedBy}`;
}

/** A rung's time from the request: `0.0 s`, `4 ms`, `1.9 s`, `2 m 05 s`. */
export function rungTime(milliseconds: number, formatNumber: FormatNumber): string {
  if (milliseconds === 0) return `${formatNumber(0, { minimumFractionDigits: 1 })} s`;
  return formatDuration(milliseconds, { formatNumber });
}

/** The label under a rung; what is still awaited is never in the past tense. */
export function rungLabel(rung: StopRung, waiting: boolean): string {
  if (!waiting) return rung;
  const labels: Record<StopRung, string> = {
    requested: "requesting…",
    delivered: "delivering…",
    seen: "waiting for code…",
    saved: "may be saving…",
    exited: "exiting…",
    verified: "verifying…",
  };
  return labels[rung];
}

/** Who waits for what, in one sentence without its duration. */
export function waitsFor(ladder: StopLadder): string {
  const signal = strongestSignal(ladder);
  const waiting = ladder.rungs.find((step) => step.mark === "waiting")?.rung;
  if (waiting === "delivered") return "Waiting for the agent to receive the request";
  if (waiting === "verified") return "The worker has exited; checking that none of its processes is left";
  if (signal === "SIGKILL") return "SIGKILL was sent; waiting for the processes to end";
  if (signal === "SIGTERM") return "SIGTERM was sent; waiting for the worker to exit";
  if (waiting === "seen" && ladder.mode === "save")
    return "The agent has the request; the code goes on until it has saved, then stops at its next checkpoint";
  if (waiting === "seen") return "The agent has the request; waiting for the code to reach a checkpoint";
  if (waiting === "saved") return "The code has met the request and may be saving; waiting for it to return";
  return "Its work is saved; waiting for the worker to exit";
}

/** When what it waits for now began to be waited for. */
export function waitsSince(ladder: StopLadder): Date {
  const times = [...ladder.rungs.map((step) => step.at), ...ladder.signals.map((sent) => sent.at)];
  return times.reduce<Date>((newest, at) => (at && at > newest ? at : newest), ladder.requestedAt);
}

/** What comes if it goes on waiting; null when nothing harder is to come. `shared`: it is not alone in its worker. */
export function escalation(
  ladder: StopLadder,
  policy: Policy | null,
  now: Date,
  shared = false,
): string | null {
  const next = policy && nextSignal(ladder, policy);
  if (!policy || !next) return null;
  const left = Math.ceil((next.at.getTime() - now.getTime()) / 1000);
  const isReset = shared && next.signal === "SIGTERM";
  const what = isReset ? "A reset of its replica" : next.signal;
  const when = left > 0 ? `${what} in ${left} s` : `${what} is due`;
  if (isReset) return when;
  return next.signal === "SIGTERM" ? `${when}, SIGKILL ${formatSeconds(next.killWaitMs / 1000)} later` : when;
}

export interface EscalationWords {
  /** What is done, as a button says it. */
  action: string;
  meaning: string;
}

/** What "Escalate now" does; `neighbours` is null where its worker is its own. */
export function escalationWords(signal: StopSignal, neighbours: number | null): EscalationWords {
  const action = `Send ${signal}`;
  if (signal === "SIGKILL")
    return { action, meaning: "Its processes end at once. What its code has not saved is lost." };
  const rest = "The rest of the grace period is skipped.";
  if (neighbours === null) {
    const meaning = `Its code is interrupted wherever it is, instead of at its next checkpoint. ${rest}`;
    return { action, meaning };
  }
  const wait =
    neighbours === 0
      ? "Nothing else runs in its worker."
      : `${neighbourCount(neighbours)} in its worker may finish first, until their deadlines.`;
  return { action: "Reset its replica", meaning: `${rest} ${wait}` };
}

type Ending = Pick<ExecutionRow, "status" | "reason">;

const BY_REASON: Record<StopReason, string> = {
  terminated: "",
  timeout: " after its timeout",
  reset: " for a reset",
  lost: " because its runner was lost",
  stalled: " because it stalled",
  "out-of-memory": " for its memory",
};

/**
 * How the stop ended: only what the events prove. `ending` is the execution's end, or null when the attempt went
 * back to the queue. Null while it still stops.
 */
export function stopResult(
  ladder: StopLadder,
  ending: Ending | null,
  formatNumber: FormatNumber,
): string | null {
  if (!ladder.over) return null;
  const verified = reachedAfter(ladder, "verified");
  if (verified === null) return "Ended unverified: nobody could prove that nothing of it is left running";
  const proof = ladder.workerGoesOn ? ", its worker goes on with others" : ", nothing left running";
  const duration = rungTime(verified, formatNumber);
  if (ending?.status === "success") return `Finished its work ${duration} after the request${proof}`;
  if (ending?.reason === "error")
    return `Failed by an error of its own ${duration} after the request${proof}`;
  const signal = strongestSignal(ladder);
  if (signal) return `Stopped${BY_REASON[ladder.reason]} in ${duration} by ${signal}${proof}`;
  if (!ladder.began) return `Stopped in ${duration} before its code began${proof}`;
  if (reachedAfter(ladder, "seen") === null) return `Ended ${duration} after the request${proof}`;
  return `Stopped${BY_REASON[ladder.reason]} in ${duration} ${metBy(ladder)}${proof}`;
}

function metBy(ladder: StopLadder): string {
  switch (ladder.seenBy) {
    case "checkpoint":
      return "at a checkpoint";
    case "signal":
      return "through its abort signal";
    case "SIGTERM":
      return "by SIGTERM";
    case null:
      return "by its own code";
  }
}
