import type { Clock } from "../clock.ts";
import { LAST_PATIENCE_MS, LEASE_MS, SELF_FENCE_MS, YOUNG_LEASE_MS } from "../domain/liveness.ts";

/** To end what is left takes a moment too. */
const KILL_MS = 500;

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

  /** The guardian may be patient: its patience is over before the lease is. */
  get isYoung(): boolean {
    return this.#ageMs <= YOUNG_LEASE_MS;
  }

  /** What is stopped now is given the time for it; an agent that stood still and comes to itself has none left. */
  get leavesTimeToStop(): boolean {
    return this.#ageMs + LAST_PATIENCE_MS + KILL_MS <= LEASE_MS;
  }

  get #ageMs(): number {
    return this.#clock.monotonic() - this.#heardAt;
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
