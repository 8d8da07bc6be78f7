/** What each answer carries: the server's time when it was written, in epoch milliseconds. */
export const TIME_HEADER = "curfew-time";

/** The server's time, by this browser's clock as each answer corrects it: that clock may be wrong, jump or drift. */
export class ServerClock {
  readonly #browser: () => number;
  #offset = 0;

  constructor(browser: () => number) {
    this.#browser = browser;
  }

  now(): number {
    return this.at(this.#browser());
  }

  /** A time of this browser's clock, by the server's. */
  at(browserTime: number): number {
    return browserTime + this.#offset;
  }

  /** Notes when something is asked; the returned function takes what the answer says, and when it was asked. */
  ask(): (serverTime: number) => void {
    const askedAt = this.#browser();
    return (serverTime) => this.correct(serverTime, askedAt);
  }

  /**
   * The server said its time somewhen between `askedAt` and now: what fits that is right, so that a slow answer moves
   * nothing and a quick one only what is wrong.
   */
  correct(serverTime: number, askedAt: number): void {
    const now = this.#browser();
    // Set back meanwhile: the next answer tells.
    if (!Number.isFinite(serverTime) || serverTime <= 0 || now < askedAt) return;
    this.#offset = Math.min(Math.max(this.#offset, serverTime - now), serverTime - askedAt);
  }
}
