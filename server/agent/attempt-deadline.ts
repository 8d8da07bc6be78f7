import type { Clock } from "../clock.ts";
import type { OrderEffect } from "../domain/order.ts";

/** When one attempt is told to stop, on the agent's monotonic clock. */
export class AttemptDeadline {
  readonly #clock: Clock;
  readonly #onPassed: () => void;
  readonly #onMoved: () => void;
  readonly #startedAt: number;
  #at = 0;
  #cancel: () => void = () => {};

  /** The attempt starts now. */
  constructor(clock: Clock, inMs: number, onPassed: () => void, onMoved: () => void) {
    this.#clock = clock;
    this.#onPassed = onPassed;
    this.#onMoved = onMoved;
    this.#startedAt = clock.monotonic();
    this.#set(this.#startedAt + inMs);
  }

  /** On the monotonic clock. */
  get at(): number {
    return this.#at;
  }

  /** Milliseconds since the start of the attempt. */
  get elapsedMs(): number {
    return this.#clock.monotonic() - this.#startedAt;
  }

  /** Milliseconds from the start of the attempt to its deadline. */
  get wholeMs(): number {
    return Math.round(this.#at - this.#startedAt);
  }

  get leftMs(): number {
    return this.#at - this.#clock.monotonic();
  }

  /** Moves it to so many milliseconds from now. */
  moveTo(inMs: number): OrderEffect {
    return this.#move(this.#clock.monotonic() + inMs);
  }

  /** Moves it so many milliseconds further. */
  moveBy(ms: number): OrderEffect {
    return this.#move(this.#at + ms);
  }

  cancel(): void {
    this.#cancel();
  }

  /** Says from when to when that is. */
  #move(at: number): OrderEffect {
    const start = this.#clock.now().getTime() - this.#clock.monotonic();
    const from = new Date(start + this.#at).toISOString();
    this.#set(at);
    this.#onMoved();
    return { signal: null, from, to: new Date(start + at).toISOString() };
  }

  #set(at: number): void {
    this.#cancel();
    this.#at = at;
    this.#cancel = this.#clock.after(Math.max(0, Math.ceil(this.leftMs)), this.#onPassed);
  }
}
