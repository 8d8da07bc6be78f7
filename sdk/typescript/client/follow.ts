import { setTimeout as sleep } from "node:timers/promises";
import { CurfewApiError, CurfewUnreachable } from "./api-error.ts";

const LONGEST_PAUSE_MS = 10_000;

export interface FollowSettings {
  /** Milliseconds between two questions; 1,000 when left out. */
  intervalMs?: number;
  signal?: AbortSignal;
}

/**
 * Asks again and again until `onAnswer` gives something other than undefined. A server that is away for a while, or
 * answers with a fault of its own, is asked again ever more slowly; other errors are thrown.
 */
export async function pollUntil<A, T>(
  ask: () => Promise<A>,
  onAnswer: (answer: A) => T | undefined,
  { intervalMs = 1_000, signal }: FollowSettings = {},
): Promise<T> {
  for (let failures = 0; ; ) {
    signal?.throwIfAborted();
    try {
      const result = onAnswer(await ask());
      if (result !== undefined) return result;
      failures = 0;
    } catch (error) {
      if (!mayPass(error)) throw error;
      failures++;
    }
    const pause = Math.min(LONGEST_PAUSE_MS, intervalMs * 2 ** Math.min(failures, 10));
    await sleep(pause, undefined, { signal });
  }
}

function mayPass(error: unknown): boolean {
  return error instanceof CurfewUnreachable || (error instanceof CurfewApiError && error.status >= 500);
}
