import { LEASE_MS, SELF_FENCE_MS } from "./liveness.ts";
import type { Policy } from "./policy.ts";
import type { StopMode, StopReason, StopSignal } from "./stop.ts";

/** How long each rung is waited for, in milliseconds. */
export interface LadderTimes {
  /** From the request to SIGTERM; 0 when the code can only be asked by SIGTERM. */
  graceMs: number;
  /** From SIGTERM to SIGKILL. */
  killWaitMs: number;
}

/** A ladder under way. Times are of one monotonic clock, in milliseconds. */
export interface LadderProgress {
  askedAt: number;
  /** The strongest signal sent so far. */
  sent: StopSignal | null;
  /** When `sent` was sent; null while there is none. */
  sentAt: number | null;
}

export type LadderStep =
  | { type: "wait"; until: number }
  | { type: "send"; signal: StopSignal }
  /** Nothing stronger is left; what remains is to verify. */
  | { type: "exhausted" };

/** A lost attempt must be gone before anybody may run it elsewhere, with time to verify it. */
const LOST_MS = LEASE_MS - SELF_FENCE_MS - 1_500;
const LOST_KILL_WAIT_MS = 1_500;

/** What goes on growing takes the memory of others: it has no time for a long good-bye. */
const OUT_OF_MEMORY_MS = 5_000;

/**
 * The times of one attempt's ladder. Code without checkpoints (a `command`) is asked by SIGTERM at once and has the
 * grace period and the kill wait together to end by itself, so that each kind of worker has the same time in all.
 * The mode `now` leaves the grace period out. The reason `lost` shortens both, for the lease ends at a fixed time, and so
 * does `out-of-memory`.
 */
export function ladderTimes(
  policy: Pick<Policy, "gracePeriod" | "killWait">,
  reason: StopReason,
  hasCheckpoints: boolean,
  mode: StopMode = "checkpoint",
): LadderTimes {
  let graceMs = mode === "now" ? 0 : policy.gracePeriod * 1000;
  let killWaitMs = policy.killWait * 1000;
  if (reason === "lost") {
    killWaitMs = Math.min(killWaitMs, LOST_KILL_WAIT_MS);
    graceMs = Math.min(graceMs, LOST_MS - killWaitMs);
  }
  if (reason === "out-of-memory") {
    graceMs = Math.min(graceMs, OUT_OF_MEMORY_MS);
    killWaitMs = Math.min(killWaitMs, OUT_OF_MEMORY_MS);
  }
  return hasCheckpoints ? { graceMs, killWaitMs } : { graceMs: 0, killWaitMs: graceMs + killWaitMs };
}

/** For what is not waited for. */
export const AT_ONCE: LadderTimes = { graceMs: 0, killWaitMs: 0 };

/** The times of a ladder under way that from `now` on leave it no more than `most` leaves one that begins. */
export function shortenLadder(
  { askedAt, sentAt }: LadderProgress,
  times: LadderTimes,
  most: LadderTimes,
  now: number,
): LadderTimes {
  const { graceMs, killWaitMs } = times;
  return sentAt === null
    ? {
        graceMs: Math.min(graceMs, now - askedAt + most.graceMs),
        killWaitMs: Math.min(killWaitMs, most.killWaitMs),
      }
    : { graceMs, killWaitMs: Math.min(killWaitMs, now - sentAt + most.graceMs + most.killWaitMs) };
}

/** What to do at `now`. Send once what it says, note it in the progress and ask again. */
export function nextLadderStep(progress: LadderProgress, times: LadderTimes, now: number): LadderStep {
  if (progress.sent === "SIGKILL") return { type: "exhausted" };
  const signal = progress.sent === null ? "SIGTERM" : "SIGKILL";
  const until =
    progress.sentAt === null ? progress.askedAt + times.graceMs : progress.sentAt + times.killWaitMs;
  return now >= until ? { type: "send", signal } : { type: "wait", until };
}
