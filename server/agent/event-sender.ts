import type { Clock } from "../clock.ts";
import type { RunnerLink } from "./runner-link.ts";
import type { Spool } from "./spool.ts";

const BATCH_EVENTS = 500;
const BATCH_CHARACTERS = 1_048_576;
/** With more than this on its way the connection is left to catch up, so that nothing is held in memory twice. */
const MOST_BUFFERED = 2 * 1_048_576;
const SETTLE_STEP_MS = 10;

/** Sends what is spooled in its order: each event once a connection, and again on the next until it is acknowledged. */
export class EventSender {
  readonly #spool: Spool;
  readonly #link: RunnerLink;
  #sentSeq = 0;
  /** Only a welcomed connection takes events. */
  #welcomed = false;

  constructor(spool: Spool, link: RunnerLink) {
    this.#spool = spool;
    this.#link = link;
  }

  /** A connection was welcomed by a runner that has committed all up to `ackedSeq`. */
  resume(ackedSeq: number): void {
    this.#sentSeq = ackedSeq;
    this.#welcomed = true;
    this.pump();
  }

  pause(): void {
    this.#welcomed = false;
  }

  pump(): void {
    while (this.#welcomed && this.#link.isOpen && this.#link.bufferedBytes < MOST_BUFFERED) {
      const batch = this.#spool.after(this.#sentSeq, BATCH_EVENTS, BATCH_CHARACTERS);
      const last = batch.at(-1);
      if (!last) return;
      this.#sentSeq = last.seq;
      this.#link.sendText(`{"type":"events","events":[${batch.map(({ json }) => json).join(",")}]}`, () =>
        this.pump(),
      );
    }
  }

  /** Resolves when all is acknowledged, or after `withinMs`. */
  async settled(clock: Clock, withinMs: number): Promise<void> {
    const until = clock.monotonic() + withinMs;
    while (!this.#spool.isEmpty && clock.monotonic() < until) {
      await clock.sleep(SETTLE_STEP_MS);
    }
  }
}
