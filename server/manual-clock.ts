import type { Clock } from "./clock.ts";

interface Timer {
  at: number;
  every: number | null;
  callback: () => void;
}

/** A clock for tests: time moves only by `advance`, which runs what falls due, in order. */
export class ManualClock implements Clock {
  readonly #startedAt: number;
  #elapsed = 0;
  readonly #timers = new Set<Timer>();

  constructor(startedAt: Date = new Date("2026-01-01T12:00:00.000Z")) {
    this.#startedAt = startedAt.getTime();
  }

  now(): Date {
    return new Date(this.#startedAt + this.#elapsed);
  }

  monotonic(): number {
    return this.#elapsed;
  }

  after(ms: number, callback: () => void): () => void {
    return this.#add({ at: this.#elapsed + ms, every: null, callback });
  }

  every(ms: number, callback: () => void): () => void {
    return this.#add({ at: this.#elapsed + ms, every: ms, callback });
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const cancel = this.after(ms, resolve);
      signal?.addEventListener("abort", () => {
        cancel();
        reject(signal.reason);
      });
    });
  }

  advance(ms: number): void {
    const until = this.#elapsed + ms;
    for (let due = this.#next(until); due; due = this.#next(until)) {
      this.#elapsed = due.at;
      if (due.every === null) this.#timers.delete(due);
      else due.at += due.every;
      due.callback();
    }
    this.#elapsed = until;
  }

  #next(until: number): Timer | undefined {
    return [...this.#timers].filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)[0];
  }

  #add(timer: Timer): () => void {
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }
}
