import type { Policy } from "./policy.ts";

type RetryPolicy = Pick<Policy, "retryWait" | "maxRetryWait">;

/** Milliseconds before the `retries`-th retry, from 1: twice as long each time, up to the longest that the policy names. */
export function retryWaitMs({ retryWait, maxRetryWait }: RetryPolicy, retries: number): number {
  return Math.min(maxRetryWait, retryWait * 2 ** (retries - 1)) * 1_000;
}
