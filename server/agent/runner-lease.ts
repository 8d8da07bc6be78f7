import type { Clock } from "../clock.ts";
import { LAST_PATIENCE_MS, LEASE_MS, SELF_FENCE_MS, YOUNG_LEASE_MS } from "../domain/liveness.ts";
import type { Guardian } from "./guardian.ts";

/** So that an agent with much to do is not taken for a frozen one. */
const SIGN_MS = 1_000;
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
  #dismiss: () => void = () => {};

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * `onLost` is called once, when nobody answered for so long that another may be given what runs here. The guardian is told
   * only so long that its patience is over before the lease is; then it is given the time that `onLost` takes, unless this
   * agent stood still and there is none left.
   */
  start(guardian: Guardian, onLost: () => void): void {
    this.renew(this.#clock.monotonic());
    const endSigns = this.#clock.every(SIGN_MS, () => this.#ageMs <= YOUNG_LEASE_MS && guardian.sign());
    this.#dismiss = () => {
      endSigns();
      guardian.dismiss();
    };
    this.#watch(SELF_FENCE_MS, () => {
      if (this.#ageMs + LAST_PATIENCE_MS + KILL_MS <= LEASE_MS) guardian.lastSign();
      onLost();
    });
  }

  /** The rows know that this agent lived at `sentAt`. */
  renew(sentAt: number): void {
    this.#heardAt = Math.max(this.#heardAt, sentAt);
  }

  get #ageMs(): number {
    return this.#clock.monotonic() - this.#heardAt;
  }

  stop(): void {
    this.#cancel();
    this.#dismiss();
  }

  #watch(inMs: number, onLost: () => void): void {
    this.#cancel = this.#clock.after(inMs, () => {
      const left = this.#heardAt + SELF_FENCE_MS - this.#clock.monotonic();
      if (left > 0) this.#watch(Math.ceil(left), onLost);
      else onLost();
    });
  }
}
