import { NOT_THERE } from "#server/agent/autopsy/stack-reading.ts";
import type { SharedGroup } from "#server/agent/replica-reset.ts";
import type { SupplyListener, WorkerListener } from "#server/agent/workers/worker.ts";
import type { StopSignal } from "#server/domain/stop.ts";
import { createMark, type WorkerMark } from "#server/process/survivors.ts";
import { type Assignment, keyOf } from "#server/protocol/runner-agent.ts";
import { ModelCode } from "./model-code.ts";
import { LOAD_MS, type ModelWorkers, SWEEP_MS, type WorkerTools } from "./model-workers.ts";

const RESTART_MS = 200;
const NO_PROCESS: WorkerMark = { nonce: "", leader: null, descendants: new Map() };

/** An attempt's place in a process that it shares. */
class Slot extends ModelCode {
  mark = NO_PROCESS;
  #onCrash: () => void = () => {};

  get isOver(): boolean {
    return this.exited;
  }

  begin(mark: WorkerMark, onCrash: () => void): void {
    this.mark = mark;
    this.#onCrash = onCrash;
    this.begun = true;
    this.clock.after(1, () => this.exited || this.run());
  }

  /** Its process is not its own: only a reset of the replica signals that. */
  signal(): boolean {
    return false;
  }

  protected endUnbegun(): void {
    queueMicrotask(() => this.endReported());
  }

  protected endReported(): void {
    this.exit({ code: null, signal: null, goesOn: true });
  }

  protected crash(): void {
    this.#onCrash();
  }
}

/** One process for all attempts of a replica; another follows when it dies of itself. */
export class SharedProcess implements ModelWorkers, SharedGroup {
  readonly hasCheckpoints = true;
  readonly group = this;
  /** Null while there is no process. */
  mark: WorkerMark | null = null;
  readonly #tools: WorkerTools;
  readonly #slots = new Map<string, Slot>();
  #number = 0;
  #isReady = false;
  #isStopped = false;

  constructor(tools: WorkerTools) {
    this.#tools = tools;
  }

  start(listener: SupplyListener): void {
    this.#spawn(() => this.#tools.pipe.say(() => listener.onReady()));
  }

  take(assignment: Assignment, listener: WorkerListener): Slot {
    const { clock, lives, pipe } = this.#tools;
    const key = keyOf(assignment);
    if (this.#slots.has(key)) lives.faults.push(`${key} was begun twice`);
    const slot = new Slot(assignment, pipe.to(listener), clock, lives);
    this.#slots.set(key, slot);
    if (this.#isReady) this.#begin(slot);
    return slot;
  }

  async readStacks() {
    return NOT_THERE;
  }

  /** Ends the replica's only process: no other follows it. */
  signal(signal: StopSignal): boolean {
    const { mark } = this;
    this.#isStopped = true;
    if (!mark) return false;
    const deaf = this.#within(mark).some(({ manner, isOver }) => manner.way === "deaf" && !isOver);
    if (signal === "SIGKILL" || !deaf) this.#tools.clock.after(1, () => this.#die(mark, signal));
    return true;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    if (this.mark) await this.sweep(this.mark);
  }

  remember(): void {}

  async sweep(mark: WorkerMark): Promise<number> {
    await this.#tools.agentClock.sleep(SWEEP_MS);
    const lived = this.#within(mark).filter(({ ref }) => this.#tools.lives.lives(ref)).length;
    this.#die(mark, "SIGKILL");
    return lived;
  }

  killAll(): number {
    this.#isStopped = true;
    this.mark = null;
    return [...this.#slots.values()].filter((slot) => slot.vanish()).length;
  }

  dieAll(): void {
    if (this.mark) this.#die(this.mark, "SIGKILL");
  }

  #spawn(onReady: () => void): void {
    this.#number += 1;
    const mark = createMark(`process ${this.#number}`, null);
    this.mark = mark;
    this.#tools.clock.after(LOAD_MS, () => {
      if (this.mark !== mark) return;
      this.#isReady = true;
      onReady();
      for (const slot of this.#slots.values()) if (!slot.begun && !slot.isOver) this.#begin(slot);
    });
  }

  #begin(slot: Slot): void {
    const { mark } = this;
    if (mark) slot.begin(mark, () => this.#die(mark, "SIGSEGV"));
  }

  #within(mark: WorkerMark): Slot[] {
    return [...this.#slots.values()].filter((slot) => slot.mark === mark);
  }

  #die(mark: WorkerMark, signal: StopSignal | "SIGSEGV"): void {
    if (this.mark === mark) {
      this.mark = null;
      this.#isReady = false;
      this.#tools.clock.after(RESTART_MS, () => this.#isStopped || this.mark || this.#spawn(() => {}));
    }
    for (const slot of this.#within(mark)) slot.die(signal);
  }
}
