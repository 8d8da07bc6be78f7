import type { Readable } from "node:stream";
import type { Clock } from "../../clock.ts";

/** False when `ended` did not come within that time. */
export async function isOverWithin(ms: number, ended: Promise<void>, clock: Clock): Promise<boolean> {
  const waiting = new AbortController();
  const late = clock.sleep(ms, waiting.signal).then(
    () => false,
    () => true,
  );
  const whole = await Promise.race([ended.then(() => true), late]);
  waiting.abort();
  return whole;
}

type OutputListener = (stream: "o" | "e", data: Buffer) => void;

/** A worker's stdout and stderr. */
export class WorkerOutput {
  readonly ended: Promise<void>;
  readonly #listener: OutputListener;
  readonly #streams: Readable[] = [];
  #resolve: () => void = () => {};
  /** Streams that have not ended, those that are still to come counted. */
  #open = 2;
  #paused = false;

  constructor(listener: OutputListener) {
    this.#listener = listener;
    this.ended = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  attach(name: "o" | "e", stream: Readable): void {
    this.#streams.push(stream);
    stream.on("data", (data: Buffer) => this.#listener(name, data));
    // A reset by a dying worker ends the stream like any other end.
    stream.on("error", () => {});
    stream.once("close", () => {
      this.#open -= 1;
      if (this.#open === 0) this.#resolve();
    });
    if (this.#paused) stream.pause();
  }

  setPaused(paused: boolean): void {
    this.#paused = paused;
    for (const stream of this.#streams) {
      if (paused) stream.pause();
      else stream.resume();
    }
  }

  release(): void {
    for (const stream of this.#streams) stream.destroy();
    this.#resolve();
  }
}
