import type { Policy } from "./policy.ts";

type RetryPolicy = Pick<Policy, "retryWait" | "maxRetryWait">;

/** When the `retries`-th retry, from 1, of an execution that failed at `failedAt` may begin. */
export function retryAt(policy: RetryPolicy, retries: number, failedAt: Date): Date {
  return new Date(failedAt.getTime() + retryWaitSeconds(policy, retries) * 1_000);
}

/** Twice as long each time, up to the longest that the policy names. */
function retryWaitSeconds({ retryWait, maxRetryWait }: RetryPolicy, retries: number): number {
  return Math.min(maxRetryWait, retryWait * 2 ** (retries - 1));
}
