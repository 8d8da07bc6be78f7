import type { WorkerMark } from "../../process/survivors.ts";
import { type AttemptRef, keyOf } from "../../protocol/runner-agent.ts";
import { NOT_THERE, type StackReading } from "../autopsy/stack-reading.ts";
import { classEnding, type Ending, type RunEnd, type WorkerExit } from "../outcome.ts";
import type { SharedMessage } from "./control-messages.ts";
import type { SharedWorker } from "./shared-worker.ts";
import {
  type CodeMessage,
  codeLine,
  type StopAsk,
  stopLine,
  type Worker,
  type WorkerListener,
} from "./worker.ts";

/** Its end with the worker alive: only this execution's function was left. */
const LEFT: WorkerExit = { code: null, signal: null, goesOn: true };
/** Stands for no process before there is one. */
const NO_PROCESS: WorkerMark = { nonce: "", leader: null, descendants: new Map() };

/** One execution's place in a shared worker. */
export class SharedSlot implements Worker {
  readonly key: string;
  readonly #ref: AttemptRef;
  readonly #line: string;
  readonly #listener: WorkerListener;
  readonly #onOver: (slot: SharedSlot) => void;
  #worker: SharedWorker | null = null;
  #over = false;

  /** `line` makes it run. `onOver` is called once nothing of it can come any more, or when it will never begin. */
  constructor(ref: AttemptRef, line: string, listener: WorkerListener, onOver: (slot: SharedSlot) => void) {
    this.key = keyOf(ref);
    this.#ref = ref;
    this.#line = line;
    this.#listener = listener;
    this.#onOver = onOver;
  }

  get mark(): WorkerMark {
    return this.#worker?.mark ?? NO_PROCESS;
  }

  get begun(): boolean {
    return this.#worker !== null;
  }

  /** Without a result the end of the worker's streams is its end too. */
  get outputEnded(): Promise<void> {
    return this.#over ? Promise.resolve() : (this.#worker?.outputEnded ?? Promise.resolve());
  }

  begin(worker: SharedWorker): void {
    this.#worker = worker;
    worker.hold(this);
    worker.send(this.#line);
  }

  ask(asked: StopAsk): void {
    if (this.#worker) this.#worker.send(stopLine(this.#ref, asked));
    else queueMicrotask(() => this.#end(LEFT));
  }

  tell(message: CodeMessage): boolean {
    this.#worker?.send(codeLine(this.#ref, message));
    return this.#worker !== null;
  }

  /** Its process is not its own: who ends that looks at all. */
  async readStacks(): Promise<StackReading> {
    return NOT_THERE;
  }

  /** Its process is not its own: only a reset of the replica signals that. */
  signal(): boolean {
    return false;
  }

  setPaused(paused: boolean): void {
    this.#worker?.setPaused(paused);
  }

  ending(end: RunEnd): Ending {
    return classEnding(end);
  }

  release(): void {
    this.#over = true;
    this.#worker?.letGo(this);
  }

  hear(message: SharedMessage): void {
    if (message.type === "log") {
      this.#listener.onOutput(message.stream === "stderr" ? "e" : "o", Buffer.from(message.text));
      return;
    }
    this.#listener.onMessage(message);
    if (message.type === "returned" || message.type === "raised" || message.type === "stopped") {
      this.#end(LEFT);
    }
  }

  takeStrayOutput(stream: "ro" | "re", data: Buffer): void {
    this.#listener.onOutput(stream, data);
  }

  /** The worker is gone, and with it what it did not tell yet; what is still on its way is heard. */
  exited(exit: WorkerExit): void {
    this.#listener.onExit(exit);
    this.#onOver(this);
  }

  #end(exit: WorkerExit): void {
    if (this.#over) return;
    this.#over = true;
    this.#worker?.letGo(this);
    this.#listener.onExit(exit);
    this.#onOver(this);
  }
}
