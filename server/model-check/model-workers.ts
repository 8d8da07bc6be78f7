import type { SharedGroup } from "#server/agent/replica-reset.ts";
import type { SupplyListener, WorkerListener, WorkerSupply } from "#server/agent/workers/worker.ts";
import type { Clock } from "#server/clock.ts";
import type { StopSignal } from "#server/domain/stop.ts";
import { createMark, type WorkerMark } from "#server/process/survivors.ts";
import type { Sweeping } from "#server/process/sweeper.ts";
import { type Assignment, keyOf } from "#server/protocol/runner-agent.ts";
import type { LifeBook } from "./life-book.ts";
import { ModelCode } from "./model-code.ts";
import type { Pipe } from "./pipe.ts";

export const LOAD_MS = 30;
export const SWEEP_MS = 40;

/** The workers of one agent, what sweeps up after them, and what may befall them. */
export interface ModelWorkers extends WorkerSupply, Sweeping {
  /** Null where each attempt has a process of its own. */
  readonly group: SharedGroup | null;
  /** Ends all that lives, and nobody is told; how many there were. */
  killAll(): number;
  /** SIGKILL to all that lives. */
  dieAll(): void;
}

export interface WorkerTools {
  /** The agent's. */
  agentClock: Clock;
  /** That of the workers: it goes on when the agent does not. */
  clock: Clock;
  lives: LifeBook;
  pipe: Pipe;
}

/** A process for one attempt. */
class OwnProcess extends ModelCode {
  readonly mark: WorkerMark;

  constructor(assignment: Assignment, listener: WorkerListener, clock: Clock, lives: LifeBook) {
    super(assignment, listener, clock, lives);
    this.mark = createMark(keyOf(assignment), null);
    clock.after(LOAD_MS, () => this.exited || this.asked || this.run());
  }

  signal(signal: StopSignal): boolean {
    if (this.exited) return false;
    if (signal === "SIGKILL" || this.manner.way !== "deaf")
      this.clock.after(1, () => this.exit({ code: null, signal }));
    return true;
  }

  protected endUnbegun(): void {
    this.clock.after(1, () => this.exit({ code: null, signal: "SIGKILL" }));
  }

  protected endReported(): void {
    this.clock.after(1, () => this.exit({ code: 0, signal: null }));
  }

  protected crash(): void {
    this.exit({ code: null, signal: "SIGSEGV" });
  }
}

/** Each attempt in a process of its own. */
export class OwnProcesses implements ModelWorkers {
  readonly hasCheckpoints = true;
  readonly group = null;
  readonly #tools: WorkerTools;
  readonly #workers = new Map<string, OwnProcess>();

  constructor(tools: WorkerTools) {
    this.#tools = tools;
  }

  start(listener: SupplyListener): void {
    this.#tools.agentClock.after(LOAD_MS, () => listener.onReady());
  }

  take(assignment: Assignment, listener: WorkerListener): OwnProcess {
    const { clock, lives, pipe } = this.#tools;
    const key = keyOf(assignment);
    if (this.#workers.has(key)) lives.faults.push(`${key} was begun twice`);
    const worker = new OwnProcess(assignment, pipe.to(listener), clock, lives);
    this.#workers.set(key, worker);
    return worker;
  }

  async stop(): Promise<void> {}

  remember(): void {}

  async sweep({ nonce }: WorkerMark): Promise<number> {
    await this.#tools.agentClock.sleep(SWEEP_MS);
    return this.#workers.get(nonce)?.vanish() ? 1 : 0;
  }

  killAll(): number {
    return [...this.#workers.values()].filter((worker) => worker.vanish()).length;
  }

  dieAll(): void {
    for (const worker of this.#workers.values()) worker.die("SIGKILL");
  }
}
