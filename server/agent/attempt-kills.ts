import type { StopSignal } from "../domain/stop.ts";
import type { AttemptRef } from "../protocol/runner-agent.ts";
import type { AttemptTools } from "./attempt-tools.ts";
import type { Findings } from "./autopsy/examine.ts";
import { KillQueue } from "./kill-queue.ts";
import type { LogLines } from "./log-lines.ts";
import type { Worker } from "./workers/worker.ts";

/** Sends the signals of one attempt, and takes its autopsies. */
export class AttemptKills {
  readonly #ref: AttemptRef;
  readonly #worker: Worker;
  readonly #logs: LogLines;
  readonly #tools: AttemptTools;
  readonly #onSent: () => void;
  readonly #queue = new KillQueue();
  #strongest: StopSignal | null = null;

  /** `onSent` is called with each signal of a stop that somebody was there to take. */
  constructor(ref: AttemptRef, worker: Worker, logs: LogLines, tools: AttemptTools, onSent: () => void) {
    this.#ref = ref;
    this.#worker = worker;
    this.#logs = logs;
    this.#tools = tools;
    this.#onSent = onSent;
  }

  /** The strongest signal of a stop that somebody was there to take. */
  get strongest(): StopSignal | null {
    return this.#strongest;
  }

  /** A signal of a stop. `isDue` is asked again after the look: it may be over by then. `atOnce`: nothing is waited for. */
  send(signal: StopSignal, atOnce: boolean, isDue: () => boolean): void {
    this.#add(signal, atOnce, isDue, () => this.noteSent(signal));
  }

  /** Ends a worker that has told its result and goes on: that is no part of a stop. */
  endLingering(isDue: () => boolean): void {
    this.#add("SIGKILL", false, isDue, () => {});
  }

  /** Its group was sent a signal. */
  noteSent(signal: StopSignal): void {
    this.#strongest = signal;
    this.#tools.record({ type: "signalled", ...this.#ref, signal });
    this.#onSent();
  }

  /** Writes down what was found of its worker before this signal. */
  note(signal: StopSignal, findings: Findings): void {
    const about = { ref: this.#ref, lastLines: this.#logs.last() };
    const autopsy = this.#tools.autopsies.write(signal, findings, about);
    this.#tools.record({ type: "autopsy", ...this.#ref, autopsy });
  }

  #add(signal: StopSignal, atOnce: boolean, isDue: () => boolean, onSent: () => void): void {
    this.#tools.sweeper.remember(this.#worker.mark);
    this.#queue.add(this.#isKill(signal) ? () => this.#look(signal, atOnce, isDue) : null, () => {
      if (isDue() && this.#worker.signal(signal)) onSent();
    });
  }

  /** A command is asked by SIGTERM: that is no kill. */
  #isKill(signal: StopSignal): boolean {
    return this.#worker.mark.leader !== null && (signal === "SIGKILL" || this.#tools.supply.hasCheckpoints);
  }

  async #look(signal: StopSignal, atOnce: boolean, isDue: () => boolean): Promise<void> {
    try {
      const findings = await this.#tools.autopsies.examine(this.#worker, atOnce);
      if (isDue()) this.note(signal, findings);
    } catch (error) {
      this.#tools.log.error({ error, ...this.#ref }, "an autopsy failed; the kill follows all the same");
    }
  }
}
