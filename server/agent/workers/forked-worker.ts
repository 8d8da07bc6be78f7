import type { Socket } from "node:net";
import type { Clock } from "../../clock.ts";
import type { StopReason, StopSignal } from "../../domain/stop.ts";
import { identify } from "../../process/process-table.ts";
import { signalGroup } from "../../process/signal-process.ts";
import { createMark, type WorkerMark } from "../../process/survivors.ts";
import type { AttemptRef } from "../../protocol/runner-agent.ts";
import { LineSplitter } from "../json-lines.ts";
import { classEnding, type Ending, type RunEnd, type WorkerExit } from "../outcome.ts";
import { attemptReader, LONGEST_MESSAGE } from "./control-messages.ts";
import { stopLine, type Worker, type WorkerListener, withdrawLine } from "./worker.ts";
import { WorkerOutput } from "./worker-output.ts";

/** A worker that says no more and whose end nobody reports is taken for gone after this. */
const SILENT_END_MS = 2_000;

export interface ForkOrder {
  ref: AttemptRef;
  /** The line that makes it run. */
  line: string;
  listener: WorkerListener;
  onReleased(): void;
}

/** A Python worker, forked for one attempt. It has no pid before it has connected. */
export class ForkedWorker implements Worker {
  readonly mark: WorkerMark;
  readonly outputEnded: Promise<void>;
  readonly #clock: Clock;
  readonly #order: ForkOrder;
  readonly #output: WorkerOutput;
  readonly #controlEnded: Promise<void>;
  #resolveControl: () => void = () => {};
  /** When the fork was asked for; null before. */
  #askedAt: number | null = null;
  #control: Socket | null = null;
  #cancelSilence: (() => void) | null = null;
  #paused = false;
  #begun = false;
  #cancelled = false;
  #gone = false;

  constructor(nonce: string, order: ForkOrder, clock: Clock) {
    this.mark = createMark(nonce, null);
    this.#clock = clock;
    this.#order = order;
    this.#output = new WorkerOutput((stream, data) => order.listener.onOutput(stream, data));
    this.#controlEnded = new Promise((resolve) => {
      this.#resolveControl = resolve;
    });
    this.outputEnded = Promise.all([this.#output.ended, this.#controlEnded]).then(() => {});
  }

  get begun(): boolean {
    return this.#begun;
  }

  get isGone(): boolean {
    return this.#gone;
  }

  get wasAskedFor(): boolean {
    return this.#askedAt !== null;
  }

  /** True when it was asked for so long ago that it should have connected. */
  isOverdue(withinMs: number): boolean {
    if (this.#askedAt === null || this.#control || this.#gone) return false;
    return this.#clock.monotonic() - this.#askedAt > withinMs;
  }

  /** Notes that the fork is asked for, and says what to ask. */
  requestFork(): { id: string; attempt: number; nonce: string } {
    this.#askedAt = this.#clock.monotonic();
    const { executionId, attempt } = this.#order.ref;
    return { id: executionId, attempt, nonce: this.mark.nonce };
  }

  /** One of the three connections that it opens; `rest` came right behind its first line. */
  connect(channel: string, pid: number, socket: Socket, rest: Buffer): void {
    if (channel === "control") {
      this.#connectControl(pid, socket, rest);
      return;
    }
    const stream = channel === "stdout" ? "o" : "e";
    if (rest.length > 0) this.#order.listener.onOutput(stream, rest);
    this.#output.attach(stream, socket);
  }

  ask(reason: StopReason, graceMs: number): void {
    if (this.#begun) this.#control?.write(stopLine(this.#order.ref, reason, graceMs));
    else this.#cancel();
  }

  withdraw(): boolean {
    if (!this.#begun || !this.#control) return false;
    this.#control.write(withdrawLine(this.#order.ref));
    return true;
  }

  signal(signal: StopSignal): boolean {
    return this.mark.leader !== null && signalGroup(this.mark.leader, signal);
  }

  setPaused(paused: boolean): void {
    this.#paused = paused;
    this.#output.setPaused(paused);
    if (paused) this.#control?.pause();
    else this.#control?.resume();
  }

  /** The fork server says that it is gone, or is gone itself. */
  exited(exit: WorkerExit): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#cancelSilence?.();
    if (!this.#control) this.#release();
    this.#order.listener.onExit(exit);
  }

  ending(end: RunEnd): Ending {
    return classEnding(end);
  }

  release(): void {
    this.#release();
    this.#order.onReleased();
  }

  #connectControl(pid: number, socket: Socket, rest: Buffer): void {
    this.#control = socket;
    this.mark.leader = identify(pid);
    const splitter = new LineSplitter(attemptReader(this.#order.ref, this.#order.listener), LONGEST_MESSAGE);
    splitter.push(rest);
    socket.on("data", (data: Buffer) => splitter.push(data));
    socket.on("error", () => {});
    socket.once("close", () => {
      this.#resolveControl();
      if (!this.#gone) this.#cancelSilence = this.#clock.after(SILENT_END_MS, () => this.#giveUp());
    });
    if (this.#paused) socket.pause();
    if (this.#cancelled) this.signal("SIGKILL");
    else this.#begin(socket);
  }

  #begin(socket: Socket): void {
    this.#begun = true;
    socket.write(this.#order.line);
  }

  #cancel(): void {
    this.#cancelled = true;
    if (this.#askedAt === null) queueMicrotask(() => this.exited({ code: null, signal: null }));
    else this.signal("SIGKILL");
  }

  #giveUp(): void {
    this.signal("SIGKILL");
    this.exited({ code: null, signal: null });
  }

  #release(): void {
    this.#output.release();
    this.#control?.destroy();
    this.#resolveControl();
  }
}
