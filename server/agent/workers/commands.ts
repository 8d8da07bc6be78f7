import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Program } from "../../domain/service-config.ts";
import { identify } from "../../process/process-table.ts";
import { findProgram } from "../../process/program-path.ts";
import { spawnGroup } from "../../process/spawn-group.ts";
import { createMark } from "../../process/survivors.ts";
import type { Assignment, ReplicaSpec } from "../../protocol/runner-agent.ts";
import { commandArgv } from "./command-argv.ts";
import { CommandWorker, Handover, UnstartedWorker } from "./command-worker.ts";
import type { SupplyListener, Worker, WorkerListener, WorkerSupply } from "./worker.ts";
import { type AgentPaths, workerEnvironment } from "./worker-environment.ts";

/** Starts a program for each attempt. */
export class Commands implements WorkerSupply {
  readonly hasCheckpoints = false;
  readonly #spec: ReplicaSpec;
  readonly #program: Extract<Program, { runtime: "command" }>;
  readonly #paths: AgentPaths;

  constructor(spec: ReplicaSpec, program: Extract<Program, { runtime: "command" }>, paths: AgentPaths) {
    this.#spec = spec;
    this.#program = program;
    this.#paths = paths;
  }

  start(listener: SupplyListener): void {
    queueMicrotask(() => listener.onReady());
  }

  take(assignment: Assignment, listener: WorkerListener): Worker {
    const nonce = randomBytes(16).toString("hex");
    const handover = new Handover(join(this.#paths.replicaFolder, "scratch", nonce));
    try {
      return this.#run(assignment, nonce, handover, listener);
    } catch (error) {
      const report = { type: "CannotStart", message: (error as Error).message };
      return new UnstartedWorker(nonce, report, handover, listener);
    }
  }

  async stop(): Promise<void> {}

  #run(assignment: Assignment, nonce: string, handover: Handover, listener: WorkerListener): Worker {
    const { directory } = this.#program;
    const env: Record<string, string> = {
      ...workerEnvironment(this.#spec, this.#paths, nonce),
      CURFEW_EXECUTION_ID: assignment.executionId,
      CURFEW_ATTEMPT: String(assignment.attempt),
      CURFEW_INPUT_FILE: handover.input,
      CURFEW_OUTPUT_FILE: handover.output,
    };
    const [name = "", ...args] = commandArgv(this.#program, assignment);
    const file = findProgram(name, directory, env.PATH);
    if (!file) throw new Error(`There is no program "${name}" that can be run in ${directory}`);
    handover.write(assignment.input);
    const { child } = spawnGroup({ file, args, cwd: directory, env, control: false });
    const mark = createMark(nonce, child.pid === undefined ? null : identify(child.pid));
    return new CommandWorker(mark, child, handover, listener);
  }
}
