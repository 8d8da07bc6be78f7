import { type Order, type OrderRefusal, orderRefusal } from "./order.ts";
import type { Policy } from "./policy.ts";
import { type EndReason, type ExecutionStatus, isTerminal } from "./status.ts";
import {
  hasReached,
  type Stop,
  type StopMode,
  type StopReason,
  type StopRung,
  type StopSignal,
} from "./stop.ts";

/** The part of an execution that the state machine owns. */
export interface ExecutionState {
  status: ExecutionStatus;
  /** Null unless failed or terminated. */
  reason: EndReason | null;
  /** The n-th try, from 1; the fencing token of what an agent says. */
  attempt: number;
  /** The policy as copied at the start of this attempt; null while created. */
  policy:
    | (Pick<Policy, "onReset" | "maxAttempts"> &
        Partial<Pick<Policy, "maxRetries" | "retryWait" | "maxRetryWait">>)
    | null;
  /** How many errors of its code were followed by another attempt. */
  retries: number;
  stop: Stop | null;
  /** What its agent was told to do and has not answered; a newer order takes the place of an older one. */
  order: Order | null;
  /** Stops of this attempt that were withdrawn; the next stop is told from them by this number. */
  withdrawals: number;
}

/**
 * How a worker's run ended: `returned` its function gave a result, or its command exited 0 unasked; `raised` its
 * code reported an error; `stopped` it ended because it was told to; `crashed` it died of something else; `refused`
 * it never began, for its replica was ending or could start no worker.
 */
export type Outcome =
  | { type: "returned" }
  | { type: "raised" }
  | { type: "stopped" }
  | { type: "crashed"; outOfMemory: boolean }
  | { type: "refused" };

/** The rungs that an agent reports one by one; `requested` comes from a caller and `verified` with `ended`. */
export type ReportedRung = Exclude<StopRung, "requested" | "verified">;

export type ExecutionEvent =
  | { type: "claimed"; policy: NonNullable<ExecutionState["policy"]> }
  /** `attempt` when the asker means one attempt (its deadline, its reset); left out by an operator, who means all. */
  | { type: "stop_requested"; reason: StopReason; attempt?: number; mode?: StopMode }
  | { type: "rung_reached"; attempt: number; rung: ReportedRung }
  | { type: "signalled"; attempt: number; signal: StopSignal }
  | { type: "order_given"; order: Order }
  /** The agent has carried the order out, or says why not. */
  | { type: "order_answered"; attempt: number; order: Order; refusal: OrderRefusal | null }
  /** The run is over and nothing of its processes is left. */
  | { type: "ended"; attempt: number; outcome: Outcome }
  /** It has waited for longer than its service allows. */
  | { type: "queue_expired"; attempt: number }
  /** Nobody can run this attempt any more: its agent is gone (`reset`) or its lease has ended (`lost`). */
  | { type: "abandoned"; attempt: number; reason: "reset" | "lost" };

/**
 * What comes next, or null when the event changes nothing: it is late, superseded, or not for this attempt.
 * Pure and total: a terminal state never flips, the first stop reason wins, an old attempt changes nothing.
 */
export function transition(execution: ExecutionState, event: ExecutionEvent): ExecutionState | null {
  if (isTerminal(execution.status)) return null;
  const { attempt } = event as { attempt?: number };
  if (attempt !== undefined && attempt !== execution.attempt) return null;
  switch (event.type) {
    case "claimed":
      if (execution.status !== "created") return null;
      return { ...execution, status: "in-progress", policy: event.policy };
    case "stop_requested":
      return requestStop(execution, event);
    case "rung_reached":
      return reachRung(execution, event.rung);
    case "signalled":
      return signal(execution, event.signal);
    case "order_given":
      return giveOrder(execution, event.order);
    case "order_answered":
      return execution.status === "in-progress" ? answerOrder(execution, event) : null;
    case "ended":
      return execution.status === "in-progress" ? settle(execution, event.outcome) : null;
    case "queue_expired":
      return execution.status === "created" ? end(execution, "failed", "queue-timeout") : null;
    case "abandoned":
      return execution.status === "in-progress" ? abandon(execution, event.reason) : null;
  }
}

type Request = Extract<ExecutionEvent, { type: "stop_requested" }>;

function requestStop(execution: ExecutionState, { reason, mode }: Request): ExecutionState | null {
  const final = reason === "terminated";
  if (execution.status === "created") {
    return final ? end(execution, "terminated", "terminated") : null;
  }
  if (!execution.stop) {
    return { ...execution, stop: { reason, ...(mode && { mode }), rung: "requested", signal: null, final } };
  }
  if (final && !execution.stop.final) {
    return { ...execution, stop: { ...execution.stop, final } };
  }
  return null;
}

function reachRung(execution: ExecutionState, rung: ReportedRung): ExecutionState | null {
  const { stop } = execution;
  if (!stop) return null;
  const seen = stop.seen || rung === "seen";
  const reached = hasReached(stop.rung, rung) ? stop.rung : rung;
  if (reached === stop.rung && seen === (stop.seen ?? false)) return null;
  return { ...execution, stop: { ...stop, rung: reached, seen } };
}

function signal(execution: ExecutionState, sent: StopSignal): ExecutionState | null {
  if (!execution.stop || execution.stop.signal === sent || execution.stop.signal === "SIGKILL") return null;
  return { ...execution, stop: { ...execution.stop, signal: sent } };
}

function giveOrder(execution: ExecutionState, order: Order): ExecutionState | null {
  if (orderRefusal(execution, order.kind)) return null;
  // The stop that is meant is withdrawn already, or on its way to be.
  const stale = order.kind === "withdraw" && order.stop !== execution.withdrawals;
  if (stale || (order.kind === "withdraw" && execution.order?.kind === "withdraw")) return null;
  return { ...execution, order };
}

type Answer = Extract<ExecutionEvent, { type: "order_answered" }>;

function answerOrder(execution: ExecutionState, { order, refusal }: Answer): ExecutionState {
  const { stop, withdrawals } = execution;
  const answered = { ...execution, order: execution.order?.id === order.id ? null : execution.order };
  if (refusal !== null || !stop) return answered;
  if (order.kind === "more-time") {
    return { ...answered, stop: { ...stop, moreSeconds: (stop.moreSeconds ?? 0) + order.seconds } };
  }
  if (order.kind !== "withdraw" || order.stop !== withdrawals || orderRefusal(execution, "withdraw"))
    return answered;
  // Whatever else was ordered meant the stop that is no more.
  return { ...execution, stop: null, order: null, withdrawals: withdrawals + 1 };
}

function settle(execution: ExecutionState, outcome: Outcome): ExecutionState {
  const { stop } = execution;
  switch (outcome.type) {
    case "returned":
      // Work that finished anyway stays finished; code that met the stop and came back early did not finish.
      return stop?.seen ? cut(execution, "reset") : end(execution, "success", null);
    case "raised":
      // An error that the stop did not cause is an error, whoever asked meanwhile.
      return stop?.seen || stop?.signal ? cut(execution, "reset") : fail(execution);
    case "stopped":
      return cut(execution, "reset");
    case "crashed":
      return cut(execution, outcome.outOfMemory ? "out-of-memory" : "reset");
    case "refused":
      // Nothing ran, so that no attempt is spent and `onReset` has no say.
      return stop ? cut(execution, "reset") : { ...execution, status: "created", policy: null, order: null };
  }
}

/** Its code reported an error: over, or tried again. What was asked to stop is not. */
function fail(execution: ExecutionState): ExecutionState {
  const { stop, policy, attempt, retries } = execution;
  const mayRetry = !stop && policy && retries < (policy.maxRetries ?? 0) && attempt < policy.maxAttempts;
  return mayRetry ? waitingFor(attempt + 1, retries + 1) : end(execution, "failed", "error");
}

/** What is lost may run on for a while: nothing of it is verified. After a reset its processes are known to be gone. */
function abandon(execution: ExecutionState, reason: "reset" | "lost"): ExecutionState {
  return reason === "lost" ? resolveCut(execution, reason) : cut(execution, reason);
}

/** The end of an attempt that was cut and of which nothing is left. */
function cut(execution: ExecutionState, cause: CutCause): ExecutionState {
  const stop: Stop | null = execution.stop && { ...execution.stop, rung: "verified" };
  return resolveCut({ ...execution, stop }, cause);
}

type CutCause = "reset" | "lost" | "out-of-memory";

/** By its stop when there is one, else by `cause`: ended for good, or back to the queue. */
function resolveCut(execution: ExecutionState, cause: CutCause): ExecutionState {
  const { stop, policy } = execution;
  if (stop?.reason === "terminated") return end(execution, "terminated", "terminated");
  const reason: EndReason = stop?.reason ?? cause;
  if (policy?.onReset !== "rerun" || stop?.final) return end(execution, "failed", reason);
  if (execution.attempt >= policy.maxAttempts) return end(execution, "failed", "max-attempts");
  return waitingFor(execution.attempt + 1, execution.retries);
}

/** An execution that waits for its n-th attempt. */
export function waitingFor(attempt: number, retries = 0): ExecutionState {
  const anew = { reason: null, policy: null, stop: null, order: null, withdrawals: 0 };
  return { ...anew, status: "created", attempt, retries };
}

function end(execution: ExecutionState, status: ExecutionStatus, reason: EndReason | null): ExecutionState {
  return { ...execution, status, reason, order: null };
}

/** Why the attempt that `event` ended did not end by itself; null when it did, or when `event` ends nothing. */
export function cutReason(before: ExecutionState, event: ExecutionEvent): EndReason | null {
  if (event.type === "abandoned") return before.stop?.reason ?? event.reason;
  if (event.type !== "ended") return null;
  if (event.outcome.type === "raised" && !before.stop) return "error";
  const crash = event.outcome.type === "crashed" && event.outcome.outOfMemory ? "out-of-memory" : "reset";
  return before.stop?.reason ?? crash;
}

/** True when an event speaks of an execution or attempt that is already over: worth a note, never a change. */
export function isLate(execution: ExecutionState, event: ExecutionEvent): boolean {
  const { attempt } = event as { attempt?: number };
  if (attempt === undefined) return false;
  return isTerminal(execution.status) || attempt < execution.attempt;
}
