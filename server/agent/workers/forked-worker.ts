import type { Socket } from "node:net";
import type { Clock } from "../../clock.ts";
import type { StopSignal } from "../../domain/stop.ts";
import { identify } from "../../process/process-table.ts";
import { signalGroup } from "../../process/signal-process.ts";
import { createMark, type WorkerMark } from "../../process/survivors.ts";
import type { AttemptRef } from "../../protocol/runner-agent.ts";
import { readPythonStacks } from "../autopsy/python-stacks.ts";
import { StackQuestion } from "../autopsy/stack-question.ts";
import type { StackReading } from "../autopsy/stack-reading.ts";
import { type LineReader, LineSplitter } from "../json-lines.ts";
import { classEnding, type Ending, type RunEnd, type WorkerExit } from "../outcome.ts";
import { attemptReader, LONGEST_MESSAGE } from "./control-messages.ts";
import {
  type CodeMessage,
  codeLine,
  type StopAsk,
  stopLine,
  type Worker,
  type WorkerListener,
} from "./worker.ts";
import { WorkerOutput } from "./worker-output.ts";

/** A worker that says no more and whose end nobody reports is taken for gone after this. */
const SILENT_END_MS = 2_000;

export interface ForkOrder {
  ref: AttemptRef;
  /** The line that makes it run. */
  line: string;
  listener: WorkerListener;
}

/**
 * A Python worker, forked for one attempt, before that is known or after. It has no pid before it has connected, and
 * is not read before it has its attempt.
 */
export class ForkedWorker implements Worker {
  readonly mark: WorkerMark;
  readonly outputEnded: Promise<void>;
  readonly #clock: Clock;
  readonly #onReleased: (hadAttempt: boolean) => void;
  #order: ForkOrder | null = null;
  #reader: LineReader | null = null;
  readonly #output: WorkerOutput;
  readonly #stacks: StackQuestion;
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

  constructor(nonce: string, clock: Clock, onReleased: (hadAttempt: boolean) => void) {
    this.mark = createMark(nonce, null);
    this.#clock = clock;
    this.#onReleased = onReleased;
    this.#stacks = new StackQuestion(clock);
    this.#output = new WorkerOutput((stream, data) => this.#order?.listener.onOutput(stream, data));
    this.#output.setPaused(true);
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

  /** It waits for an attempt. */
  get isSpare(): boolean {
    return this.#order === null && !this.#gone && !this.#cancelled;
  }

  get isConnected(): boolean {
    return this.#control !== null;
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
  requestFork(): { nonce: string } {
    this.#askedAt = this.#clock.monotonic();
    return { nonce: this.mark.nonce };
  }

  /** Gives it its attempt, once; it runs as soon as it is connected. */
  assign(order: ForkOrder): void {
    this.#order = order;
    this.#reader = attemptReader(order.ref, order.listener);
    this.#output.setPaused(this.#paused);
    if (this.#control) this.#begin(this.#control, order);
  }

  /** Ends one that has no attempt. */
  dismiss(): void {
    this.#cancel();
  }

  /** One of the three connections that it opens; `rest` came right behind its first line. */
  connect(channel: string, pid: number, socket: Socket, rest: Buffer): void {
    if (channel === "control") {
      this.#connectControl(pid, socket, rest);
      return;
    }
    if (rest.length > 0) socket.unshift(rest);
    this.#output.attach(channel === "stdout" ? "o" : "e", socket);
  }

  ask(asked: StopAsk): void {
    if (this.#begun && this.#order) this.#control?.write(stopLine(this.#order.ref, asked));
    else this.#cancel();
  }

  tell(message: CodeMessage): boolean {
    if (!this.#begun || !this.#control || !this.#order) return false;
    this.#control.write(codeLine(this.#order.ref, message));
    return true;
  }

  readStacks(withinMs: number): Promise<StackReading> {
    // It may be paused since too much is to be written down.
    this.#control?.resume();
    const send = (line: string) => void this.#control?.write(line);
    return readPythonStacks(this.#stacks, send, this.mark.leader, withinMs, this.#clock);
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
    this.#stacks.giveUp();
    this.#cancelSilence?.();
    if (!this.#control) this.#release();
    this.#order?.listener.onExit(exit);
  }

  ending(end: RunEnd): Ending {
    return classEnding(end);
  }

  release(): void {
    this.#release();
    this.#onReleased(this.#order !== null);
  }

  #connectControl(pid: number, socket: Socket, rest: Buffer): void {
    this.#control = socket;
    this.mark.leader = identify(pid);
    const reader = {
      onLine: (line: string) => {
        if (!this.#stacks.hear(line)) this.#reader?.onLine(line);
      },
      onOverlong: (head: string) => this.#reader?.onOverlong(head),
    };
    const splitter = new LineSplitter(reader, LONGEST_MESSAGE);
    splitter.push(rest);
    socket.on("data", (data: Buffer) => splitter.push(data));
    socket.on("error", () => {});
    socket.once("close", () => {
      this.#resolveControl();
      if (!this.#gone) this.#cancelSilence = this.#clock.after(SILENT_END_MS, () => this.#giveUp());
    });
    if (this.#paused) socket.pause();
    if (this.#cancelled) this.signal("SIGKILL");
    else if (this.#order) this.#begin(socket, this.#order);
  }

  #begin(socket: Socket, { line }: ForkOrder): void {
    this.#begun = true;
    socket.write(line);
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
