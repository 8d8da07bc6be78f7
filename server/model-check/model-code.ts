import { NOT_THERE } from "#server/agent/autopsy/stack-reading.ts";
import {
  classEnding,
  type Ending,
  type RunEnd,
  type WorkerExit,
  type WorkerReport,
} from "#server/agent/outcome.ts";
import type { CodeMessage, StopAsk, Worker, WorkerListener } from "#server/agent/workers/worker.ts";
import type { Clock } from "#server/clock.ts";
import type { StopSignal } from "#server/domain/stop.ts";
import type { WorkerMark } from "#server/process/survivors.ts";
import type { Assignment, AttemptRef } from "#server/protocol/runner-agent.ts";
import type { LifeBook } from "./life-book.ts";

/** How the code of one attempt behaves. */
export interface Manner {
  /** How long it works. */
  ms: number;
  /** `deaf` ends by SIGKILL only, `stray` leaves a process behind. */
  way: "heeds" | "deaf" | "raises" | "crashes" | "stray";
}

const STEP_MS = 400;

/** Code of one attempt, on a clock of its own. */
export abstract class ModelCode implements Worker {
  abstract readonly mark: WorkerMark;
  begun = false;
  readonly outputEnded = Promise.resolve();
  readonly ref: AttemptRef;
  readonly manner: Manner;
  protected readonly clock: Clock;
  protected readonly lives: LifeBook;
  protected exited = false;
  protected asked = false;
  readonly #listener: WorkerListener;
  #graceMs = 0;
  #lines = 0;
  #leftMs: number;

  constructor(assignment: Assignment, listener: WorkerListener, clock: Clock, lives: LifeBook) {
    this.ref = { executionId: assignment.executionId, attempt: assignment.attempt };
    this.manner = assignment.input as unknown as Manner;
    this.#leftMs = this.manner.ms;
    this.#listener = listener;
    this.clock = clock;
    this.lives = lives;
  }

  /** To its whole group. False when there is nobody to take it. */
  abstract signal(signal: StopSignal): boolean;
  /** It was asked before any of it ran. */
  protected abstract endUnbegun(): void;
  /** It said how it ended. */
  protected abstract endReported(): void;
  /** It dies of itself. */
  protected abstract crash(): void;

  ask({ graceMs }: StopAsk): void {
    if (this.asked && graceMs > this.#graceMs)
      this.lives.faults.push(`${this.ref.executionId} was asked again, and to take its time`);
    this.asked = true;
    this.#graceMs = graceMs;
    if (!this.begun) this.endUnbegun();
  }

  tell({ type }: CodeMessage): boolean {
    if (!this.begun) return false;
    if (type === "withdraw" && this.asked) {
      this.asked = false;
      this.#listener.onMessage({ type: "withdrawn" });
    }
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

  /** Somebody kills it, and its agent sees it go. */
  die(signal: StopSignal | "SIGSEGV"): void {
    this.exit({ code: null, signal });
    this.lives.end(this.ref);
  }

  /** Nothing of it is left. */
  vanish(): boolean {
    const lived = this.lives.lives(this.ref);
    this.exited = true;
    this.lives.end(this.ref);
    return lived;
  }

  protected run(): void {
    this.lives.begin(this.ref);
    this.begun = true;
    this.#listener.onMessage({ type: "started", pid: 1 });
    this.#step();
  }

  protected exit(exit: WorkerExit): void {
    if (this.exited) return;
    this.exited = true;
    if (this.manner.way !== "stray" || exit.goesOn) this.lives.end(this.ref);
    this.#listener.onExit(exit);
  }

  #step(): void {
    if (this.exited) return;
    this.#listener.onOutput("o", Buffer.from(`${this.#lines++}\n`));
    if (this.asked && this.manner.way !== "deaf") {
      this.#listener.onMessage({ type: "seen", by: "checkpoint" });
      this.#report({ type: "stopped", output: null });
    } else if (this.#leftMs > 0) {
      this.#leftMs -= STEP_MS;
      this.clock.after(STEP_MS, () => this.#step());
    } else if (this.manner.way === "raises") {
      this.#report({ type: "raised", error: { type: "Error", message: "as planned" } });
    } else if (this.manner.way === "crashes") {
      this.crash();
    } else {
      this.#report({ type: "returned", output: 1 });
    }
  }

  #report(report: WorkerReport): void {
    this.#listener.onMessage(report);
    this.endReported();
  }
}
