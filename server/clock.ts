/** The only door to time. Rows get `now()`; waits and leases use the monotonic clock, which no clock jump moves. */
export interface Clock {
  now(): Date;
  /** Milliseconds on a clock that only goes forward; meaningless across processes. */
  monotonic(): number;
  /** Runs `callback` once after `ms`; the returned function cancels it. */
  after(ms: number, callback: () => void): () => void;
  /** Runs `callback` every `ms`; the returned function cancels it. */
  every(ms: number, callback: () => void): () => void;
  /** Resolves after `ms`, rejects with the signal's reason when it is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** setTimeout counts in 32 bits: a longer wait fires at once. */
const LONGEST_TIMER_MS = 2_147_483_647;

export const systemClock: Clock = {
  now: () => new Date(),
  monotonic: () => performance.now(),
  after(ms, callback) {
    let timer: NodeJS.Timeout;
    const arm = (left: number) => {
      timer = setTimeout(
        () => (left > LONGEST_TIMER_MS ? arm(left - LONGEST_TIMER_MS) : callback()),
        Math.min(Math.max(left, 0), LONGEST_TIMER_MS),
      );
    };
    arm(ms);
    return () => clearTimeout(timer);
  },
  every(ms, callback) {
    const timer = setInterval(callback, ms);
    return () => clearInterval(timer);
  },
  sleep(ms, signal) {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const abort = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener("abort", abort);
        resolve();
      }, ms);
      signal?.addEventListener("abort", abort, { once: true });
    });
  },
};

/** The result of `work`; throws when that takes longer than `ms`, and leaves it to itself. */
export async function within<T>(clock: Clock, ms: number, work: Promise<T>): Promise<T> {
  const over = new AbortController();
  const late = clock.sleep(ms, over.signal).then(() => {
    throw new Error(`There was no answer within ${ms / 1_000} s`);
  });
  late.catch(() => {});
  return await Promise.race([work, late]).finally(() => over.abort());
}
