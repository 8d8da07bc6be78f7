import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Program } from "../../domain/service-config.ts";
import { findProgram } from "../../process/program-path.ts";
import { spawnGroup } from "../../process/spawn-group.ts";
import { createMark } from "../../process/survivors.ts";
import type { Sweeper } from "../../process/sweeper.ts";
import type { Assignment, ReplicaSpec } from "../../protocol/runner-agent.ts";
import { commandArgv } from "./command-argv.ts";
import { CommandWorker, Handover, UnstartedWorker } from "./command-worker.ts";
import { folderFault } from "./service-folder.ts";
import type { SupplyListener, Worker, WorkerListener, WorkerSupply } from "./worker.ts";
import { type AgentPaths, workerEnvironment } from "./worker-environment.ts";

/** The replica can't start it, whatever the input is. */
class ReplicaFault extends Error {}

/** Starts a program for each attempt. */
export class Commands implements WorkerSupply {
  readonly hasCheckpoints = false;
  readonly #spec: ReplicaSpec;
  readonly #program: Extract<Program, { runtime: "command" }>;
  readonly #paths: AgentPaths;
  readonly #sweeper: Sweeper;
  #listener: SupplyListener | null = null;

  constructor(
    spec: ReplicaSpec,
    program: Extract<Program, { runtime: "command" }>,
    paths: AgentPaths,
    sweeper: Sweeper,
  ) {
    this.#spec = spec;
    this.#program = program;
    this.#paths = paths;
    this.#sweeper = sweeper;
  }

  start(listener: SupplyListener): void {
    this.#listener = listener;
    try {
      if (!this.#isNamedByInput()) this.#locate(this.#program.argv[0] ?? "", this.#environment(""));
      queueMicrotask(() => listener.onReady());
    } catch (error) {
      this.#fail((error as Error).message);
    }
  }

  take(assignment: Assignment, listener: WorkerListener): Worker {
    const nonce = randomBytes(16).toString("hex");
    const handover = new Handover(join(this.#paths.replicaFolder, "scratch", nonce));
    try {
      return this.#run(assignment, nonce, handover, listener);
    } catch (error) {
      const { message } = error as Error;
      const isOwnFault = !(error instanceof ReplicaFault);
      if (!isOwnFault) this.#fail(message);
      return new UnstartedWorker(
        nonce,
        isOwnFault ? { type: "CannotStart", message } : null,
        handover,
        listener,
      );
    }
  }

  async stop(): Promise<void> {}

  #run(assignment: Assignment, nonce: string, handover: Handover, listener: WorkerListener): Worker {
    const { directory } = this.#program;
    const env: Record<string, string> = {
      ...this.#environment(nonce),
      CURFEW_EXECUTION_ID: assignment.executionId,
      CURFEW_ATTEMPT: String(assignment.attempt),
      CURFEW_INPUT_FILE: handover.input,
      CURFEW_OUTPUT_FILE: handover.output,
    };
    const [name = "", ...args] = commandArgv(this.#program, assignment);
    const file = this.#locate(name, env);
    handover.write(assignment.input);
    const enclosure = this.#sweeper.enclose(nonce);
    const { child, leader } = spawnGroup({ file, args, cwd: directory, env, control: false, enclosure });
    return new CommandWorker(createMark(nonce, leader), child, handover, listener);
  }

  #environment(nonce: string): Record<string, string> {
    return workerEnvironment(this.#spec, this.#paths, nonce);
  }

  /** The program's file. Throws, with words for a person, when it can't be run here. */
  #locate(name: string, env: Record<string, string>): string {
    const { directory } = this.#program;
    const fault = folderFault(directory);
    if (fault !== null) throw new ReplicaFault(fault);
    const file = findProgram(name, directory, env.PATH);
    if (file) return file;
    const missing = `There is no program "${name}" that can be run in ${directory}`;
    throw this.#isNamedByInput() ? new Error(missing) : new ReplicaFault(missing);
  }

  #isNamedByInput(): boolean {
    return /\{input\./.test(this.#program.argv[0] ?? "");
  }

  /** Once: what comes then is refused. */
  #fail(message: string): void {
    const listener = this.#listener;
    this.#listener = null;
    if (listener) queueMicrotask(() => listener.onFailed(message));
  }
}
