import type { Policy } from "./policy.ts";

type RetryPolicy = Pick<Policy, "retryWait" | "maxRetryWait">;

/** A cut would put it back to the queue: its own policy says so, and it has an attempt left. */
export function mayRerun(
  { onReset, maxAttempts }: Pick<Policy, "onReset" | "maxAttempts">,
  attempt: number,
): boolean {
  return onReset === "rerun" && attempt < maxAttempts;
}

/** Milliseconds before the `retries`-th retry, from 1: twice as long each time, up to the longest that the policy names. */
export function retryWaitMs({ retryWait, maxRetryWait }: RetryPolicy, retries: number): number {
  return Math.min(maxRetryWait, retryWait * 2 ** (retries - 1)) * 1_000;
}
