import type { ChildProcess } from "node:child_process";
import type { Socket } from "node:net";
import type { Log } from "../../log.ts";
import type { SpawnedGroup } from "../../process/spawn-group.ts";
import type { WorkerMark } from "../../process/survivors.ts";
import { readLines } from "../json-lines.ts";
import { LONGEST_MESSAGE, parseMessage } from "./control-messages.ts";

const LAST_WORDS = 2_000;

export interface PythonHostListener {
  onReady(): void;
  onLoadFailed(message: string): void;
  /** A worker that it forked was reaped. */
  onWorkerExited(nonce: string, exit: { code: number | null; signal: string | null }): void;
  /** `lastWords` is the end of what it printed while it was no worker. */
  onExit(how: string, lastWords: string): void;
}

type HostMessage =
  | { type: "ready" }
  | { type: "load_failed"; error: { message: string } }
  | { type: "exited"; nonce: string; code: number | null; signal: string | null };

/** The fork server: a Python process with the service imported. */
export class PythonHost {
  readonly mark: WorkerMark;
  readonly #control: Socket;
  readonly #listener: PythonHostListener;
  isReady = false;
  #lastWords = "";
  #gone = false;

  constructor(mark: WorkerMark, group: SpawnedGroup, listener: PythonHostListener, log: Log) {
    this.mark = mark;
    this.#control = group.control as Socket;
    this.#listener = listener;
    this.#attend(group.child, log);
  }

  fork(order: { socket: string; nonce: string; group: string | undefined }): void {
    this.#send({ type: "fork", ...order });
  }

  shutdown(): void {
    this.#send({ type: "shutdown" });
  }

  release(): void {
    this.#control.destroy();
  }

  #send(message: object): void {
    if (this.#control.writable) this.#control.write(`${JSON.stringify(message)}\n`);
  }

  #attend(child: ChildProcess, log: Log): void {
    this.#control.on("error", () => {});
    const onLine = (line: string) => this.#hear(parseMessage(line) as HostMessage | null);
    readLines(this.#control, { onLine, onOverlong() {} }, LONGEST_MESSAGE);
    // What it prints while it loads belongs to no attempt.
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (data: Buffer) => {
        const output = data.toString("utf8");
        this.#lastWords = (this.#lastWords + output).slice(-LAST_WORDS);
        log.info({ output }, "the Python host says");
      });
    }
    child.once("error", (error) => this.#exit(error.message));
    child.once("exit", (code, signal) => this.#exit(signal ? `ended by ${signal}` : `exit code ${code}`));
  }

  #hear(message: HostMessage | null): void {
    switch (message?.type) {
      case "ready":
        this.isReady = true;
        this.#listener.onReady();
        break;
      case "load_failed":
        this.#listener.onLoadFailed(message.error.message);
        break;
      case "exited":
        this.#listener.onWorkerExited(message.nonce, { code: message.code, signal: message.signal });
        break;
    }
  }

  #exit(how: string): void {
    if (this.#gone) return;
    this.#gone = true;
    this.isReady = false;
    this.#listener.onExit(how, this.#lastWords.trim());
  }
}
