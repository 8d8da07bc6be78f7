import { type ExecutionStatus, isTerminal } from "./status.ts";
import type { Stop, StopSignal } from "./stop.ts";

/**
 * What an operator may ask of an attempt that runs: `withdraw` a stop that its code has not met, `escalate` to the
 * next signal at once, give the stop `more-time` before that signal, or move the `deadline`.
 */
export const ORDER_KINDS = ["withdraw", "escalate", "more-time", "deadline"] as const;
export type OrderKind = (typeof ORDER_KINDS)[number];

/** The agent holds the ladder: an order is carried out there, and rows change when it has said so. */
export type Order =
  /** `stop`: how many stops were withdrawn before the one that is meant. */
  | { kind: "withdraw"; id: string; stop: number }
  | { kind: "escalate"; id: string }
  | { kind: "more-time"; id: string; seconds: number }
  /** `at` in ISO 8601. */
  | { kind: "deadline"; id: string; at: string };

/** What an order moved, for the record: the next signal, or the deadline, and when that was and is due, ISO 8601. */
export interface OrderEffect {
  /** Null for the deadline. */
  signal: StopSignal | null;
  from: string;
  to: string;
}

/** Why an order can't be carried out. */
export const ORDER_REFUSALS = [
  "over",
  "waiting",
  "not-stopping",
  "other-reason",
  "seen",
  "signalled",
  "killed",
  "not-begun",
  "stopping",
  "past",
  "draining",
] as const;
export type OrderRefusal = (typeof ORDER_REFUSALS)[number];

/** The longest that one order may add to a stop, in seconds: a day. */
export const MOST_SECONDS_MORE = 86_400;

type Ordered = { status: ExecutionStatus; stop: Stop | null };

/** Why rows alone say that it is too late, or senseless, to ask; null when the agent decides. */
export function orderRefusal({ status, stop }: Ordered, kind: OrderKind): OrderRefusal | null {
  if (isTerminal(status)) return "over";
  if (status === "created") return "waiting";
  if (kind === "deadline") return stop && "stopping";
  if (!stop) return "not-stopping";
  if (stop.rung === "exited" || stop.rung === "verified") return "over";
  if (stop.signal === "SIGKILL") return "killed";
  if (kind === "withdraw") return withdrawalRefusal(stop);
  // Its lease ends at a fixed time, whatever anybody wants.
  return kind === "more-time" && stop.reason === "lost" ? "other-reason" : null;
}

function withdrawalRefusal({ reason, seen, signal }: Stop): OrderRefusal | null {
  if (reason !== "terminated") return "other-reason";
  if (seen) return "seen";
  return signal ? "signalled" : null;
}

const REFUSAL_WORDS: Record<OrderRefusal, string> = {
  over: "it has ended already",
  waiting: "it has not started",
  "not-stopping": "nobody has asked it to stop",
  "other-reason": "it stops for a reason that no request can take back or put off",
  seen: "its code has met the request already",
  signalled: "a signal has been sent already",
  killed: "SIGKILL has been sent already, and nothing is harder",
  stopping: "it has been asked to stop already",
  past: "that time had passed when its agent heard of it",
  draining: "its replica is being reset and waits for those beside it",
  "not-begun": "its code had not begun, so its worker was ended at once",
};

/** Why not, as the second half of a sentence. */
export function refusalWords(refusal: OrderRefusal): string {
  return REFUSAL_WORDS[refusal];
}
