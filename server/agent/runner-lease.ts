import type { Clock } from "../clock.ts";
import { SELF_FENCE_MS } from "../domain/liveness.ts";

/**
 * How long this agent may go on, on the clock that no clock jump moves. It counts from when the agent itself spoke, so
 * that no delay on the way to the rows and back makes it longer.
 */
export class RunnerLease {
  readonly #clock: Clock;
  #heardAt = 0;
  #cancel: () => void = () => {};

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** `onLost` is called once, when nobody answered for so long that another may be given what runs here. */
  start(onLost: () => void): void {
    this.renew(this.#clock.monotonic());
    this.#watch(SELF_FENCE_MS, onLost);
  }

  /** The rows know that this agent lived at `sentAt`. */
  renew(sentAt: number): void {
    this.#heardAt = Math.max(this.#heardAt, sentAt);
  }

  stop(): void {
    this.#cancel();
  }

  #watch(inMs: number, onLost: () => void): void {
    this.#cancel = this.#clock.after(inMs, () => {
      const left = this.#heardAt + SELF_FENCE_MS - this.#clock.monotonic();
      if (left > 0) this.#watch(Math.ceil(left), onLost);
      else onLost();
    });
  }
}
