import type { ChildProcess } from "node:child_process";
import type { Socket } from "node:net";
import type { Clock } from "../../clock.ts";
import type { StopSignal } from "../../domain/stop.ts";
import { signalGroup } from "../../process/signal-process.ts";
import type { SpawnedGroup } from "../../process/spawn-group.ts";
import type { WorkerMark } from "../../process/survivors.ts";
import type { AttemptRef } from "../../protocol/runner-agent.ts";
import { StackQuestion } from "../autopsy/stack-question.ts";
import { type StackReading, silent } from "../autopsy/stack-reading.ts";
import { readLines } from "../json-lines.ts";
import { classEnding, type Ending, type RunEnd, type WorkerExit } from "../outcome.ts";
import { attemptReader, LONGEST_MESSAGE, parseMessage } from "./control-messages.ts";
import {
  type CodeMessage,
  codeLine,
  type StopAsk,
  stopLine,
  type Worker,
  type WorkerListener,
} from "./worker.ts";
import { WorkerOutput } from "./worker-output.ts";

/** What a module printed while it was loaded is kept for its attempt, up to this many bytes. */
const KEPT_OUTPUT = 1_048_576;

export interface NodeHostListener {
  onReady(host: NodeHost): void;
  /** The service can't be loaded; the exit follows. */
  onLoadFailed(message: string): void;
  onExit(host: NodeHost, how: string): void;
}

interface Attempt {
  ref: AttemptRef;
  line: string;
  listener: WorkerListener;
  reader: ReturnType<typeof attemptReader>;
}

/** A Node process with the service loaded: it waits for one attempt, runs it and ends. */
export class NodeHost implements Worker {
  readonly mark: WorkerMark;
  readonly outputEnded: Promise<void>;
  readonly #child: ChildProcess;
  readonly #control: Socket;
  readonly #listener: NodeHostListener;
  readonly #output: WorkerOutput;
  readonly #stacks: StackQuestion;
  #kept: ["o" | "e", Buffer][] = [];
  #keptBytes = 0;
  #attempt: Attempt | null = null;
  #ready = false;
  #begun = false;
  #wasAsked = false;
  #gone = false;

  constructor(mark: WorkerMark, { child, control }: SpawnedGroup, listener: NodeHostListener, clock: Clock) {
    this.mark = mark;
    this.#child = child;
    this.#control = control as Socket;
    this.#listener = listener;
    this.#stacks = new StackQuestion(clock);
    this.#output = new WorkerOutput((stream, data) => this.#takeOutput(stream, data));
    if (child.stdout) this.#output.attach("o", child.stdout);
    if (child.stderr) this.#output.attach("e", child.stderr);
    this.outputEnded = bothEnded(this.#output.ended, this.#control);
    this.#attend();
  }

  get begun(): boolean {
    return this.#begun;
  }

  /** It was told to end before its attempt began. */
  get wasAsked(): boolean {
    return this.#wasAsked;
  }

  get isReady(): boolean {
    return this.#ready;
  }

  /** Gives it its attempt; `line` is sent as soon as the service is loaded. */
  assign(ref: AttemptRef, line: string, listener: WorkerListener): void {
    this.#attempt = { ref, line, listener, reader: attemptReader(ref, listener) };
    queueMicrotask(() => {
      for (const [stream, data] of this.#kept) listener.onOutput(stream, data);
      this.#kept = [];
    });
    if (this.#ready) this.#begin(line);
  }

  ask(asked: StopAsk): void {
    if (this.#begun) {
      if (this.#attempt) this.#send(stopLine(this.#attempt.ref, asked));
      return;
    }
    this.#wasAsked = true;
    this.signal("SIGKILL");
  }

  tell(message: CodeMessage): boolean {
    if (!this.#begun || !this.#attempt) return false;
    this.#send(codeLine(this.#attempt.ref, message));
    return true;
  }

  async readStacks(withinMs: number): Promise<StackReading> {
    // It may be paused since too much is to be written down.
    this.#control.resume();
    return (await this.#stacks.ask((line) => this.#send(line), withinMs)) ?? silent(withinMs);
  }

  signal(signal: StopSignal): boolean {
    return this.mark.leader !== null && signalGroup(this.mark.leader, signal);
  }

  setPaused(paused: boolean): void {
    this.#output.setPaused(paused);
    if (paused) this.#control.pause();
    else this.#control.resume();
  }

  /** For one that waits for work. */
  dismiss(): void {
    this.#send(`${JSON.stringify({ type: "shutdown" })}\n`);
  }

  ending(end: RunEnd): Ending {
    return classEnding(end);
  }

  release(): void {
    this.#output.release();
    this.#control.destroy();
  }

  #begin(line: string): void {
    this.#begun = true;
    this.#send(line);
  }

  #send(line: string): void {
    if (this.#control.writable) this.#control.write(line);
  }

  #attend(): void {
    this.#control.on("error", () => {});
    readLines(
      this.#control,
      {
        onLine: (line) => {
          if (this.#stacks.hear(line)) return;
          (this.#ready && this.#attempt ? this.#attempt.reader : this).onLine(line);
        },
        onOverlong: (head) => this.#attempt?.reader.onOverlong(head),
      },
      LONGEST_MESSAGE,
    );
    this.#child.once("error", (error) => this.#exit({ code: null, signal: null }, error.message));
    this.#child.once("exit", (code, signal) =>
      this.#exit({ code, signal }, signal ? `ended by ${signal}` : `exit code ${code}`),
    );
  }

  /** Before the service is loaded. */
  onLine(line: string): void {
    const message = parseMessage(line) as { type: string; error?: { message: string } } | null;
    if (message?.type === "load_failed") {
      this.#listener.onLoadFailed(message.error?.message ?? "the service can't be loaded");
    }
    if (message?.type !== "ready") return;
    this.#ready = true;
    this.#listener.onReady(this);
    if (this.#attempt) this.#begin(this.#attempt.line);
  }

  #exit(exit: WorkerExit, how: string): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#stacks.giveUp();
    this.#listener.onExit(this, how);
    this.#attempt?.listener.onExit(exit);
  }

  #takeOutput(stream: "o" | "e", data: Buffer): void {
    if (this.#attempt && this.#kept.length === 0) {
      this.#attempt.listener.onOutput(stream, data);
      return;
    }
    this.#keptBytes += data.length;
    if (this.#keptBytes <= KEPT_OUTPUT) this.#kept.push([stream, data]);
  }
}

/** The last messages may come after the exit was heard of. */
async function bothEnded(output: Promise<void>, control: Socket): Promise<void> {
  await Promise.all([output, new Promise<void>((resolve) => control.once("close", () => resolve()))]);
}
