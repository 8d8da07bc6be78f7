import type { Clock } from "#server/clock.ts";

interface Timer {
  at: number;
  every: number | null;
  callback: () => void;
  /** Its process stands still: it waits, also beyond its time. */
  isFrozen: () => boolean;
}

/** Time that moves from one timer to the next, for several processes. */
export class VirtualTime {
  now = 0;
  readonly #timers = new Set<Timer>();

  /** A clock for one process: once it is dead, nothing that it waits for comes, and while it is frozen nothing does yet. */
  clock(isAlive: () => boolean, isFrozen: () => boolean = () => false): Clock {
    const add = (ms: number, every: number | null, callback: () => void) => {
      const run = () => isAlive() && callback();
      const timer = { at: this.now + Math.max(0, ms), every, callback: run, isFrozen };
      if (isAlive()) this.#timers.add(timer);
      return () => {
        this.#timers.delete(timer);
      };
    };
    const after = (ms: number, callback: () => void) => add(ms, null, callback);
    return {
      now: () => new Date(Date.UTC(2026, 0, 1) + this.now),
      monotonic: () => this.now,
      after,
      every: (ms, callback) => add(ms, ms, callback),
      sleep: (ms, signal) =>
        new Promise((resolve, reject) => {
          if (signal?.aborted) return reject(signal.reason);
          const abort = () => {
            cancel();
            reject(signal?.reason);
          };
          const cancel = after(ms, () => {
            signal?.removeEventListener("abort", abort);
            resolve();
          });
          signal?.addEventListener("abort", abort, { once: true });
        }),
    };
  }

  /** Runs the next timer that is due by `until`; false when there is none, and then it is `until`. */
  step(until: number): boolean {
    let next: Timer | null = null;
    for (const timer of this.#timers)
      if (timer.at <= until && timer.at < (next?.at ?? Infinity) && !timer.isFrozen()) next = timer;
    if (!next) {
      this.now = Math.max(this.now, until);
      return false;
    }
    this.now = Math.max(this.now, next.at);
    if (next.every === null) this.#timers.delete(next);
    else next.at = this.now + next.every;
    next.callback();
    return true;
  }
}

/** Lets all that needs no time happen. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
