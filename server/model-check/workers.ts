import { NOT_THERE } from "#server/agent/autopsy/stack-reading.ts";
import type { WorkerReport } from "#server/agent/outcome.ts";
import { classEnding, type Ending, type RunEnd } from "#server/agent/outcome.ts";
import type {
  CodeMessage,
  SupplyListener,
  Worker,
  WorkerListener,
  WorkerSupply,
} from "#server/agent/workers/worker.ts";
import type { Clock } from "#server/clock.ts";
import type { StopSignal } from "#server/domain/stop.ts";
import { createMark, type WorkerMark } from "#server/process/survivors.ts";
import type { Sweeping } from "#server/process/sweeper.ts";
import { type Assignment, type AttemptRef, keyOf } from "#server/protocol/runner-agent.ts";

/** How the code of one attempt behaves. */
export interface Manner {
  /** How long it works. */
  ms: number;
  /** `deaf` ends by SIGKILL only, `stray` leaves a process behind. */
  way: "heeds" | "deaf" | "raises" | "crashes" | "stray";
}

const STEP_MS = 400;
const LOAD_MS = 30;
const SWEEP_MS = 40;

/** What lives of any execution, whoever started it. Two at a time are a broken promise. */
export class LifeBook {
  /** Promises that were broken. What code in an agent throws may be caught there. */
  readonly faults: string[] = [];
  readonly #living = new Map<string, Set<AttemptRef>>();

  begin(ref: AttemptRef): void {
    const others = this.#living.get(ref.executionId) ?? new Set();
    for (const { attempt } of others)
      this.faults.push(`${ref.executionId} runs twice at a time: attempts ${attempt} and ${ref.attempt}`);
    this.#living.set(ref.executionId, others.add(ref));
  }

  end(ref: AttemptRef): void {
    this.#living.get(ref.executionId)?.delete(ref);
  }

  lives({ executionId, attempt }: AttemptRef): boolean {
    return [...(this.#living.get(executionId) ?? [])].some((ref) => ref.attempt === attempt);
  }

  get count(): number {
    return [...this.#living.values()].reduce((sum, refs) => sum + refs.size, 0);
  }
}

/** Code as a worker process would run it, on the agent's clock. */
class ModelWorker implements Worker {
  begun = false;
  readonly mark: WorkerMark;
  readonly outputEnded = Promise.resolve();
  readonly ref: AttemptRef;
  readonly #manner: Manner;
  readonly #listener: WorkerListener;
  readonly #clock: Clock;
  readonly #lives: LifeBook;
  #lines = 0;
  #leftMs: number;
  #asked = false;
  #exited = false;

  constructor(assignment: Assignment, listener: WorkerListener, clock: Clock, lives: LifeBook) {
    const { executionId, attempt } = assignment;
    this.ref = { executionId, attempt };
    this.mark = createMark(keyOf(assignment), null);
    this.#manner = assignment.input as unknown as Manner;
    this.#leftMs = this.#manner.ms;
    this.#listener = listener;
    this.#clock = clock;
    this.#lives = lives;
    clock.after(LOAD_MS, () => this.#begin());
  }

  ask(): void {
    if (this.#asked) this.#lives.faults.push(`${this.mark.nonce} was asked to stop twice`);
    this.#asked = true;
    if (!this.begun) this.#clock.after(1, () => this.#exit(null, "SIGKILL"));
  }

  tell({ type }: CodeMessage): boolean {
    if (!this.begun) return false;
    if (type === "withdraw" && this.#asked) {
      this.#asked = false;
      this.#listener.onMessage({ type: "withdrawn" });
    }
    return true;
  }

  signal(signal: StopSignal): boolean {
    if (this.#exited) return false;
    if (signal === "SIGKILL" || this.#manner.way !== "deaf")
      this.#clock.after(1, () => this.#exit(null, signal));
    return true;
  }

  async readStacks() {
    return NOT_THERE;
  }

  setPaused(): void {}

  ending(end: RunEnd): Ending {
    return classEnding(end);
  }

  release(): void {}

  /** Nothing of it is left. */
  vanish(): boolean {
    const lived = this.#lives.lives(this.ref);
    this.#exited = true;
    this.#lives.end(this.ref);
    return lived;
  }

  #begin(): void {
    if (this.#exited || this.#asked) return;
    this.#lives.begin(this.ref);
    this.begun = true;
    this.#listener.onMessage({ type: "started", pid: 1 });
    this.#step();
  }

  #step(): void {
    if (this.#exited) return;
    this.#listener.onOutput("o", Buffer.from(`${this.#lines++}\n`));
    if (this.#asked && this.#manner.way !== "deaf") {
      this.#listener.onMessage({ type: "seen", by: "checkpoint" });
      this.#report({ type: "stopped", output: null });
    } else if (this.#leftMs > 0) {
      this.#leftMs -= STEP_MS;
      this.#clock.after(STEP_MS, () => this.#step());
    } else if (this.#manner.way === "raises") {
      this.#report({ type: "raised", error: { type: "Error", message: "as planned" } });
    } else if (this.#manner.way === "crashes") {
      this.#exit(null, "SIGSEGV");
    } else {
      this.#report({ type: "returned", output: 1 });
    }
  }

  #report(report: WorkerReport): void {
    this.#listener.onMessage(report);
    this.#clock.after(1, () => this.#exit(0, null));
  }

  #exit(code: number | null, signal: string | null): void {
    if (this.#exited) return;
    this.#exited = true;
    if (this.#manner.way !== "stray") this.#lives.end(this.ref);
    this.#listener.onExit({ code, signal });
  }
}

/** The workers of one agent, and what sweeps up after them. */
export class ModelWorkers implements WorkerSupply, Sweeping {
  readonly hasCheckpoints = true;
  readonly #clock: Clock;
  readonly #lives: LifeBook;
  readonly #workers = new Map<string, ModelWorker>();

  constructor(clock: Clock, lives: LifeBook) {
    this.#clock = clock;
    this.#lives = lives;
  }

  start(listener: SupplyListener): void {
    this.#clock.after(LOAD_MS, () => listener.onReady());
  }

  take(assignment: Assignment, listener: WorkerListener): Worker {
    const key = keyOf(assignment);
    if (this.#workers.has(key)) this.#lives.faults.push(`${key} was begun twice`);
    const worker = new ModelWorker(assignment, listener, this.#clock, this.#lives);
    this.#workers.set(key, worker);
    return worker;
  }

  async stop(): Promise<void> {}

  remember(): void {}

  async sweep({ nonce }: WorkerMark): Promise<number> {
    await this.#clock.sleep(SWEEP_MS);
    return this.#workers.get(nonce)?.vanish() ? 1 : 0;
  }

  /** Ends all that lives; how many there were. */
  killAll(): number {
    return [...this.#workers.values()].filter((worker) => worker.vanish()).length;
  }
}
