import type { ChildProcess } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { StopSignal } from "../../domain/stop.ts";
import { signalGroup } from "../../process/signal-process.ts";
import { createMark, type WorkerMark } from "../../process/survivors.ts";
import type { Assignment } from "../../protocol/runner-agent.ts";
import { NOT_THERE, type StackReading } from "../autopsy/stack-reading.ts";
import { parseCleanJson } from "../clean-json.ts";
import { commandEnding, type Ending, type RunEnd, type WorkerReport } from "../outcome.ts";
import { LARGEST_RESULT, tooLarge } from "./control-messages.ts";
import type { Worker, WorkerListener } from "./worker.ts";
import { WorkerOutput } from "./worker-output.ts";

/** A folder for the files that a command and its agent hand each other; gone with the worker. */
export class Handover {
  readonly folder: string;
  readonly input: string;
  readonly output: string;

  constructor(folder: string) {
    this.folder = folder;
    this.input = join(folder, "input.json");
    this.output = join(folder, "output.json");
  }

  write(input: Assignment["input"]): void {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    writeFileSync(this.input, JSON.stringify(input), { mode: 0o600 });
  }

  /** What the command wrote; null when nothing. */
  readOutput(): WorkerReport | null {
    try {
      const { size } = statSync(this.output);
      if (size === 0) return null;
      if (size > LARGEST_RESULT) return { type: "raised", error: tooLarge(size) };
      return { type: "returned", output: parseCleanJson(readFileSync(this.output, "utf8")) };
    } catch (error) {
      if (!(error instanceof SyntaxError)) return null;
      const message = `What the command wrote to CURFEW_OUTPUT_FILE is not JSON: ${error.message}`;
      return { type: "raised", error: { type: "OutputNotSerializable", message } };
    }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const NO_STACKS: StackReading = {
  missing: "Curfew can't read the stacks of a command; its processes say what they wait for",
};

/** A program run as it is. It knows no checkpoint: what it is asked by is SIGTERM. */
export class CommandWorker implements Worker {
  readonly begun = true;
  readonly mark: WorkerMark;
  readonly #handover: Handover;
  readonly #output: WorkerOutput;

  constructor(mark: WorkerMark, child: ChildProcess, handover: Handover, listener: WorkerListener) {
    this.mark = mark;
    this.#handover = handover;
    this.#output = new WorkerOutput((stream, data) => listener.onOutput(stream, data));
    if (child.stdout) this.#output.attach("o", child.stdout);
    if (child.stderr) this.#output.attach("e", child.stderr);
    attendExit(child, listener);
  }

  get outputEnded(): Promise<void> {
    return this.#output.ended;
  }

  ask(): void {}

  tell(): boolean {
    return false;
  }

  async readStacks(): Promise<StackReading> {
    return NO_STACKS;
  }

  signal(signal: StopSignal): boolean {
    return this.mark.leader !== null && signalGroup(this.mark.leader, signal);
  }

  setPaused(paused: boolean): void {
    this.#output.setPaused(paused);
  }

  ending(end: RunEnd): Ending {
    return commandEnding(end, this.#handover.readOutput());
  }

  release(): void {
    this.#output.release();
    this.#handover.remove();
  }
}

function attendExit(child: ChildProcess, listener: WorkerListener): void {
  const failed = (error: Error) => {
    listener.onMessage({ type: "raised", error: { type: "SpawnFailed", message: error.message } });
    listener.onExit({ code: null, signal: null });
  };
  child.once("error", (error) => {
    if (child.pid === undefined) failed(error);
  });
  child.once("exit", (code, signal) => listener.onExit({ code, signal }));
  const { pid } = child;
  if (pid !== undefined) queueMicrotask(() => listener.onMessage({ type: "started", pid }));
}

/** A run that could not begin: it has no process. `error` says why when its input is to blame; null when its replica is. */
export class UnstartedWorker implements Worker {
  readonly begun: boolean;
  readonly mark: WorkerMark;
  readonly outputEnded = Promise.resolve();
  readonly #handover: Handover;

  constructor(
    nonce: string,
    error: { type: string; message: string } | null,
    handover: Handover,
    listener: WorkerListener,
  ) {
    this.mark = createMark(nonce, null);
    this.#handover = handover;
    this.begun = error !== null;
    queueMicrotask(() => {
      if (error) listener.onMessage({ type: "raised", error });
      listener.onExit({ code: null, signal: null });
    });
  }

  ask(): void {}
  tell(): boolean {
    return false;
  }
  async readStacks(): Promise<StackReading> {
    return NOT_THERE;
  }
  signal(): boolean {
    return false;
  }
  setPaused(): void {}
  ending(end: RunEnd): Ending {
    return commandEnding(end, null);
  }
  release(): void {
    this.#handover.remove();
  }
}
