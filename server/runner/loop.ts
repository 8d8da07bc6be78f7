import type { Clock } from "#server/clock.ts";
import type { Log } from "#server/log.ts";

/** Does a chore, waits, and does it again; a failure is logged and the loop goes on. */
export class Loop {
  readonly #name: string;
  readonly #everyMs: number;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #runOnce: () => Promise<void>;
  readonly #stop = new AbortController();
  #running: Promise<void> | null = null;
  #wake = new AbortController();

  constructor(name: string, everyMs: number, clock: Clock, log: Log, runOnce: () => Promise<void>) {
    this.#name = name;
    this.#everyMs = everyMs;
    this.#clock = clock;
    this.#log = log;
    this.#runOnce = runOnce;
  }

  /** Runs the chore at once and then for ever. */
  start(): void {
    this.#running ??= this.#run();
  }

  /** Ends the present wait. */
  hurry(): void {
    this.#wake.abort();
  }

  /** Resolves when the chore is not being done and will not be done again. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      this.#wake = new AbortController();
      try {
        await this.#runOnce();
      } catch (error) {
        this.#log.error({ error }, `${this.#name} failed; it is tried again`);
      }
      const woken = AbortSignal.any([this.#stop.signal, this.#wake.signal]);
      await this.#clock.sleep(this.#everyMs, woken).catch(() => {});
    }
  }
}
