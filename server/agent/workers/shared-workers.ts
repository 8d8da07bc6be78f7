import { randomBytes } from "node:crypto";
import type { Clock } from "../../clock.ts";
import type { StopSignal } from "../../domain/stop.ts";
import type { Log } from "../../log.ts";
import { spawnGroup } from "../../process/spawn-group.ts";
import { createMark, type WorkerMark } from "../../process/survivors.ts";
import type { Sweeper } from "../../process/sweeper.ts";
import type { Assignment, ReplicaSpec } from "../../protocol/runner-agent.ts";
import { NOT_THERE, type StackReading } from "../autopsy/stack-reading.ts";
import type { WorkerExit } from "../outcome.ts";
import type { SharedGroup } from "../replica-reset.ts";
import { findHostProgram, type HostProgram } from "./host-program.ts";
import { RestartPause } from "./restart-pause.ts";
import { SharedSlot } from "./shared-slot.ts";
import { SharedWorker, type SharedWorkerListener } from "./shared-worker.ts";
import {
  runLine,
  type SupplyListener,
  type Worker,
  type WorkerListener,
  type WorkerSupply,
} from "./worker.ts";
import { type AgentPaths, hostEnvironment } from "./worker-environment.ts";
import { isOverWithin } from "./worker-output.ts";

const SHUTDOWN_WITHIN_MS = 1_000;
const OUTPUT_END_MS = 2_000;
const LAST_WORDS = 2_000;

/** One process for all executions of a replica; when it dies, so do they, and another takes what comes then. */
export class SharedWorkers implements WorkerSupply, SharedGroup {
  readonly hasCheckpoints = true;
  readonly #spec: ReplicaSpec;
  readonly #paths: AgentPaths;
  readonly #clock: Clock;
  readonly #sweeper: Sweeper;
  readonly #log: Log;
  readonly #pause = new RestartPause();
  /** Taken, and not begun yet. */
  readonly #waiting = new Set<SharedSlot>();
  #program: HostProgram | null = null;
  #worker: SharedWorker | null = null;
  #startedAt = 0;
  #wasReady = false;
  #stopped = false;
  #lastWords = "";
  #listener: SupplyListener | null = null;

  constructor(spec: ReplicaSpec, paths: AgentPaths, clock: Clock, sweeper: Sweeper, log: Log) {
    this.#spec = spec;
    this.#paths = paths;
    this.#clock = clock;
    this.#sweeper = sweeper;
    this.#log = log;
  }

  get mark(): WorkerMark | null {
    return this.#worker?.mark ?? null;
  }

  /** Ends the replica's only worker: no other follows it. */
  signal(signal: StopSignal): boolean {
    this.#stopped = true;
    return this.#worker?.signal(signal) ?? false;
  }

  async readStacks(withinMs: number): Promise<StackReading> {
    const python = this.#spec.program.runtime === "python";
    return (await this.#worker?.readStacks(withinMs, python)) ?? NOT_THERE;
  }

  start(listener: SupplyListener): void {
    this.#listener = listener;
    findHostProgram(this.#spec, this.#paths).then(
      (program) => {
        this.#program = program;
        if (!this.#stopped) this.#spawn(program);
      },
      (error: Error) => this.#fail(error.message),
    );
  }

  take(assignment: Assignment, listener: WorkerListener): Worker {
    const line = runLine(assignment, this.#spec.serviceName, this.#spec.revision);
    const slot = new SharedSlot(assignment, line, listener, (over) => this.#waiting.delete(over));
    if (this.#worker?.isReady) slot.begin(this.#worker);
    else this.#waiting.add(slot);
    return slot;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    const worker = this.#worker;
    if (!worker) return;
    worker.send(`${JSON.stringify({ type: "shutdown" })}\n`);
    await isOverWithin(SHUTDOWN_WITHIN_MS, worker.outputEnded, this.#clock);
    await this.#sweeper.sweep(worker.mark);
    worker.release();
  }

  #spawn({ file, args }: HostProgram): void {
    const nonce = randomBytes(16).toString("hex");
    this.#startedAt = this.#clock.monotonic();
    const env = hostEnvironment(this.#spec, this.#paths, nonce);
    const { directory: cwd } = this.#spec.program;
    const enclosure = this.#sweeper.enclose(nonce);
    const group = spawnGroup({ file, args, cwd, env, control: true, enclosure });
    const mark = createMark(nonce, group.leader);
    const listener: SharedWorkerListener = {
      onReady: () => this.#onReady(worker),
      onLoadFailed: (message) => this.#onLoadFailed(message),
      onStrayOutput: (stream, data) => this.#takeStrayOutput(worker, stream, data),
      onExit: (exit, how) => this.#onExit(worker, exit, how),
    };
    const worker: SharedWorker = new SharedWorker(mark, group, listener, this.#clock);
    this.#worker = worker;
  }

  #onReady(worker: SharedWorker): void {
    if (!this.#wasReady) this.#listener?.onReady();
    this.#wasReady = true;
    for (const slot of this.#waiting) slot.begin(worker);
    this.#waiting.clear();
  }

  #onLoadFailed(message: string): void {
    // Once it could be loaded, another try may do; then it is a failure as any other.
    if (!this.#wasReady && !this.#stopped) this.#fail(`The service can't be loaded: ${message}`);
  }

  /** It may be anybody's who runs now, so each of them is shown it, and told that it is the replica's. */
  #takeStrayOutput(worker: SharedWorker, stream: "o" | "e", data: Buffer): void {
    const output = data.toString("utf8");
    this.#lastWords = (this.#lastWords + output).slice(-LAST_WORDS);
    if (worker.slots.length === 0) this.#log.info({ output }, "the shared worker says");
    for (const slot of worker.slots) slot.takeStrayOutput(stream === "o" ? "ro" : "re", data);
  }

  #onExit(worker: SharedWorker, exit: WorkerExit, how: string): void {
    this.#worker = null;
    for (const slot of worker.slots) slot.exited(exit);
    void this.#release(worker);
    if (this.#stopped) return;
    const pauseMs = this.#pause.afterFailure(this.#clock.monotonic() - this.#startedAt);
    this.#log.warn({ pauseMs, how }, "the shared worker is gone");
    if (pauseMs === null)
      this.#fail(
        `The service's shared worker ends again and again (${how}). ${this.#lastWords.trim()}`.trim(),
      );
    else this.#clock.after(pauseMs, () => this.#stopped || this.#spawn(this.#program as HostProgram));
  }

  /** Its executions have as long to read what it left. */
  async #release(worker: SharedWorker): Promise<void> {
    await this.#sweeper.sweep(worker.mark);
    await isOverWithin(OUTPUT_END_MS, worker.outputEnded, this.#clock);
    worker.release();
  }

  #fail(message: string): void {
    this.#stopped = true;
    this.#listener?.onFailed(message);
  }
}
