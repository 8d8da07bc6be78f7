import type { ChildProcess } from "node:child_process";
import type { Socket } from "node:net";
import type { Clock } from "../../clock.ts";
import type { StopSignal } from "../../domain/stop.ts";
import { signalGroup } from "../../process/signal-process.ts";
import type { SpawnedGroup } from "../../process/spawn-group.ts";
import type { WorkerMark } from "../../process/survivors.ts";
import { readPythonStacks } from "../autopsy/python-stacks.ts";
import { StackQuestion } from "../autopsy/stack-question.ts";
import { type StackReading, silent } from "../autopsy/stack-reading.ts";
import { readLines } from "../json-lines.ts";
import type { WorkerExit } from "../outcome.ts";
import { keyOfHead, LONGEST_MESSAGE, OVERLONG, parseMessage, refuseTooLarge } from "./control-messages.ts";
import type { SharedSlot } from "./shared-slot.ts";
import { WorkerOutput } from "./worker-output.ts";

export interface SharedWorkerListener {
  onReady(): void;
  onLoadFailed(message: string): void;
  /** What no execution is known to have printed. */
  onStrayOutput(stream: "o" | "e", data: Buffer): void;
  onExit(exit: WorkerExit, how: string): void;
}

const NOBODYS = `Curfew dropped a message of more than ${LONGEST_MESSAGE} bytes that named no execution\n`;

/** The one process in which a replica runs all its executions: a Python or Node host with the service loaded. */
export class SharedWorker {
  readonly mark: WorkerMark;
  /** Resolves when all that it wrote was given to its listeners. */
  readonly outputEnded: Promise<void>;
  readonly #child: ChildProcess;
  readonly #control: Socket;
  readonly #listener: SharedWorkerListener;
  readonly #output: WorkerOutput;
  readonly #stacks: StackQuestion;
  readonly #clock: Clock;
  /** What it runs, by `id#attempt`. */
  readonly #slots = new Map<string, SharedSlot>();
  #ready = false;
  #gone = false;

  constructor(
    mark: WorkerMark,
    { child, control }: SpawnedGroup,
    listener: SharedWorkerListener,
    clock: Clock,
  ) {
    this.mark = mark;
    this.#child = child;
    this.#control = control as Socket;
    this.#listener = listener;
    this.#clock = clock;
    this.#stacks = new StackQuestion(clock);
    this.#output = new WorkerOutput((stream, data) => listener.onStrayOutput(stream, data));
    if (child.stdout) this.#output.attach("o", child.stdout);
    if (child.stderr) this.#output.attach("e", child.stderr);
    const controlEnded = new Promise<void>((resolve) => this.#control.once("close", () => resolve()));
    this.outputEnded = Promise.all([this.#output.ended, controlEnded]).then(() => {});
    this.#attend();
  }

  get isReady(): boolean {
    return this.#ready && !this.#gone;
  }

  get slots(): SharedSlot[] {
    return [...this.#slots.values()];
  }

  hold(slot: SharedSlot): void {
    this.#slots.set(slot.key, slot);
  }

  letGo(slot: SharedSlot): void {
    this.#slots.delete(slot.key);
  }

  send(line: string): void {
    if (this.#control.writable) this.#control.write(line);
  }

  async readStacks(withinMs: number, python: boolean): Promise<StackReading> {
    // It may be paused since too much is to be written down.
    this.#control.resume();
    const send = (line: string) => this.send(line);
    if (python) return readPythonStacks(this.#stacks, send, this.mark.leader, withinMs, this.#clock);
    return (await this.#stacks.ask(send, withinMs)) ?? silent(withinMs);
  }

  signal(signal: StopSignal): boolean {
    return this.mark.leader !== null && signalGroup(this.mark.leader, signal);
  }

  setPaused(paused: boolean): void {
    this.#output.setPaused(paused);
    if (paused) this.#control.pause();
    else this.#control.resume();
  }

  release(): void {
    this.#output.release();
    this.#control.destroy();
  }

  #attend(): void {
    this.#control.on("error", () => {});
    const onLine = (line: string) => this.#hear(line);
    const onOverlong = (head: string) => this.#hearOverlong(head);
    readLines(this.#control, { onLine, onOverlong }, LONGEST_MESSAGE);
    this.#child.once("error", (error) => this.#exit({ code: null, signal: null }, error.message));
    this.#child.once("exit", (code, signal) =>
      this.#exit({ code, signal }, signal ? `ended by ${signal}` : `exit code ${code}`),
    );
  }

  /** Whose it is has no result but this; one of nobody is told to all. */
  #hearOverlong(head: string): void {
    const slot = this.#slots.get(keyOfHead(head) ?? "");
    if (slot) slot.hear(OVERLONG);
    else this.#listener.onStrayOutput("e", Buffer.from(NOBODYS));
  }

  #hear(line: string): void {
    if (this.#stacks.hear(line)) return;
    const message = parseMessage(line);
    if (message?.id !== undefined) {
      this.#slots.get(`${message.id}#${message.attempt}`)?.hear(refuseTooLarge(message, line));
      return;
    }
    const about = message as { type: string; error?: { message: string } } | null;
    if (about?.type === "ready") {
      this.#ready = true;
      this.#listener.onReady();
    } else if (about?.type === "load_failed") {
      this.#listener.onLoadFailed(about.error?.message ?? "the service can't be loaded");
    }
  }

  #exit(exit: WorkerExit, how: string): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#stacks.giveUp();
    this.#listener.onExit(exit, how);
  }
}
