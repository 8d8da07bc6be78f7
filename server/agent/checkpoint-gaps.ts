import type { Clock } from "../clock.ts";
import type { WorkerMessage } from "./workers/worker.ts";

/** Passed checkpoints are told about once a second, as many as there were. */
const TOLD_EVERY_MS = 1_000;

/** The longest time that code went without a checkpoint, to a second. */
export class CheckpointGaps {
  readonly #clock: Clock;
  /** Since when there was none; null before code began and after it ended. */
  #since: number | null = null;
  #told = 0;
  #longestMs: number | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Null while nothing began. */
  get longestMs(): number | null {
    return this.#longestMs;
  }

  hear(message: WorkerMessage): void {
    if (message.type === "started") this.begin();
    else if (message.type === "checkpoint") this.passed(message.count);
    else if (["returned", "raised", "stopped"].includes(message.type)) this.end();
  }

  begin(): void {
    this.#since = this.#clock.monotonic();
    this.#longestMs = 0;
  }

  /** The `count`-th checkpoint of this run was passed just now. */
  passed(count: number): void {
    // Of several only the last is known by its time: the others lie within the second after the one told before.
    this.#close(count - this.#told === 1 ? 0 : TOLD_EVERY_MS);
    this.#told = count;
    this.#since = this.#clock.monotonic();
  }

  end(): void {
    this.#close(this.#told === 0 ? 0 : TOLD_EVERY_MS);
    this.#since = null;
  }

  #close(unknownMs: number): void {
    if (this.#since === null) return;
    const gapMs = this.#clock.monotonic() - this.#since - unknownMs;
    this.#longestMs = Math.max(this.#longestMs ?? 0, Math.round(gapMs));
  }
}
