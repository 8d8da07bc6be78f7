import type { Clock } from "../clock.ts";

export interface StallListener {
  /** No sign for `seconds`. */
  onStalled(seconds: number): void;
  /** A sign after that. */
  onMoving(): void;
}

/** Tells when code has given no sign of work for too long, on the monotonic clock; and when it does again. */
export class StallWatch {
  readonly #clock: Clock;
  readonly #limitMs: number | null;
  readonly #listener: StallListener;
  #signAt = 0;
  #deaf = false;
  #stalled = false;
  /** Null while nothing is waited for: it has not begun, is stalled already, or is over. */
  #cancel: (() => void) | null = null;
  #over = false;

  /** `limit` is in seconds, and counts from the first sign on; null watches nothing. */
  constructor(clock: Clock, limit: number | null, listener: StallListener) {
    this.#clock = clock;
    this.#limitMs = limit === null ? null : limit * 1_000;
    this.#listener = listener;
  }

  /** The code did something. */
  sign(): void {
    if (this.#limitMs === null || this.#over) return;
    this.#signAt = this.#clock.monotonic();
    if (this.#stalled) {
      this.#stalled = false;
      this.#listener.onMoving();
    }
    if (!this.#cancel) this.#watch(this.#limitMs, this.#limitMs);
  }

  /** While nobody listens to the code, its silence says nothing. */
  setDeaf(deaf: boolean): void {
    this.#deaf = deaf;
    this.#signAt = this.#clock.monotonic();
  }

  cancel(): void {
    this.#over = true;
    this.#cancel?.();
  }

  #watch(inMs: number, limitMs: number): void {
    this.#cancel = this.#clock.after(inMs, () => {
      this.#cancel = null;
      const now = this.#clock.monotonic();
      const left = (this.#deaf ? now : this.#signAt) + limitMs - now;
      if (left > 0) {
        this.#watch(Math.ceil(left), limitMs);
        return;
      }
      this.#stalled = true;
      this.#listener.onStalled(limitMs / 1_000);
    });
  }
}
