import { randomBytes } from "node:crypto";
import type { Clock } from "../../clock.ts";
import type { Log } from "../../log.ts";
import { findPython } from "../../process/python-interpreter.ts";
import { spawnGroup } from "../../process/spawn-group.ts";
import { createMark } from "../../process/survivors.ts";
import type { Sweeper } from "../../process/sweeper.ts";
import type { Assignment, ReplicaSpec } from "../../protocol/runner-agent.ts";
import type { WorkerExit } from "../outcome.ts";
import { ForkedWorker } from "./forked-worker.ts";
import { PythonHost } from "./python-host.ts";
import { RestartPause } from "./restart-pause.ts";
import {
  runLine,
  type SupplyListener,
  type Worker,
  type WorkerListener,
  type WorkerSupply,
} from "./worker.ts";
import { WorkerDoor } from "./worker-door.ts";
import { type AgentPaths, hostEnvironment } from "./worker-environment.ts";

/** A fork server that lets a fork wait for this long is taken for stuck. */
const FORK_WITHIN_MS = 15_000;
const SHUTDOWN_WITHIN_MS = 1_000;
/** Workers that wait for an attempt, where slots are free. Each holds a few MB of its own. */
const SPARES = 2;
/** A new spare is not to take the machine from what has just begun. */
const REFILL_AFTER_MS = 20;

/**
 * Python workers, each forked in a millisecond or two from a process that has the service imported; a few are forked
 * ahead, so that an attempt begins at once.
 */
export class PythonWorkers implements WorkerSupply {
  readonly hasCheckpoints = true;
  readonly #spec: ReplicaSpec;
  readonly #paths: AgentPaths;
  readonly #clock: Clock;
  readonly #sweeper: Sweeper;
  readonly #log: Log;
  readonly #pause = new RestartPause();
  readonly #door: WorkerDoor;
  /** By nonce. */
  readonly #workers = new Map<string, ForkedWorker>();
  #host: PythonHost | null = null;
  #hostStartedAt = 0;
  #python = "";
  #wasReady = false;
  #stopped = false;
  #listener: SupplyListener | null = null;
  #cancelWatch: (() => void) | null = null;
  #cancelRefill: (() => void) | null = null;
  #onHostGone: () => void = () => {};

  constructor(spec: ReplicaSpec, paths: AgentPaths, clock: Clock, sweeper: Sweeper, log: Log) {
    this.#spec = spec;
    this.#paths = paths;
    this.#clock = clock;
    this.#sweeper = sweeper;
    this.#log = log;
    this.#door = new WorkerDoor(paths.replicaFolder, clock, (hello, socket, rest) => {
      const worker = this.#workers.get(hello.nonce);
      if (worker) worker.connect(hello.channel, hello.pid, socket, rest);
      else socket.destroy();
    });
  }

  start(listener: SupplyListener): void {
    this.#listener = listener;
    this.#begin().catch((error: Error) => this.#fail(error.message));
  }

  take(assignment: Assignment, listener: WorkerListener): Worker {
    const line = runLine(assignment, this.#spec.serviceName, this.#spec.revision);
    const spares = this.#spares();
    const worker = spares.find(({ isConnected }) => isConnected) ?? spares[0] ?? this.#add();
    worker.assign({ ref: assignment, line, listener });
    this.#refillSoon();
    return worker;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelWatch?.();
    this.#cancelRefill?.();
    const host = this.#host;
    host?.shutdown();
    for (const spare of this.#spares()) spare.dismiss();
    if (host) await this.#end(host);
    this.#door.close();
  }

  /** A spare that is being forked finds the door open until then. */
  async #end(host: PythonHost): Promise<void> {
    const gone = new Promise<void>((resolve) => {
      this.#onHostGone = resolve;
    });
    await Promise.race([gone, this.#clock.sleep(SHUTDOWN_WITHIN_MS)]);
    await this.#sweeper.sweep(host.mark);
    host.release();
  }

  async #begin(): Promise<void> {
    const env = hostEnvironment(this.#spec, this.#paths, "");
    [this.#python] = await Promise.all([findPython(this.#spec.program.directory, env), this.#door.open()]);
    this.#cancelWatch = this.#clock.every(FORK_WITHIN_MS / 3, () => this.#endStuckHost());
    if (!this.#stopped) this.#startHost();
  }

  #startHost(): void {
    const nonce = randomBytes(16).toString("hex");
    this.#hostStartedAt = this.#clock.monotonic();
    const group = spawnGroup({
      file: this.#python,
      args: ["-m", "curfew.host"],
      cwd: this.#spec.program.directory,
      env: hostEnvironment(this.#spec, this.#paths, nonce),
      control: true,
      enclosure: this.#sweeper.enclose(nonce),
    });
    const mark = createMark(nonce, group.leader);
    const listener = {
      onReady: () => this.#onReady(),
      onLoadFailed: (message: string) => this.#fail(`The service can't be loaded: ${message}`),
      onWorkerExited: (worker: string, exit: { code: number | null; signal: string | null }) =>
        this.#onWorkerExited(this.#workers.get(worker), exit),
      onExit: (how: string, lastWords: string) => this.#onHostExit(how, lastWords),
    };
    this.#host = new PythonHost(mark, group, listener, this.#log);
  }

  #spares(): ForkedWorker[] {
    return [...this.#workers.values()].filter(({ isSpare }) => isSpare);
  }

  #add(): ForkedWorker {
    const nonce = randomBytes(16).toString("hex");
    const worker = new ForkedWorker(nonce, this.#clock, (hadAttempt) => {
      this.#workers.delete(nonce);
      if (hadAttempt) this.#refillSoon();
    });
    this.#workers.set(nonce, worker);
    if (this.#host?.isReady) this.#fork(worker);
    return worker;
  }

  #refillSoon(): void {
    if (this.#stopped) return;
    this.#cancelRefill ??= this.#clock.after(REFILL_AFTER_MS, () => {
      this.#cancelRefill = null;
      this.#refill();
    });
  }

  #refill(): void {
    if (this.#stopped || !this.#host?.isReady) return;
    const spares = this.#spares().length;
    const free = this.#spec.slots - (this.#workers.size - spares);
    for (let count = spares; count < Math.min(SPARES, free); count += 1) this.#add();
  }

  /** A spare that ends is not replaced before the next attempt: its successor could end as soon. */
  #onWorkerExited(worker: ForkedWorker | undefined, exit: WorkerExit): void {
    if (!worker) return;
    const wasSpare = worker.isSpare;
    worker.exited(exit);
    if (!wasSpare) return;
    this.#workers.delete(worker.mark.nonce);
    worker.release();
    void this.#sweeper.sweep(worker.mark);
  }

  #fork(worker: ForkedWorker): void {
    const order = worker.requestFork();
    this.#host?.fork({ ...order, socket: this.#door.path, group: this.#sweeper.enclose(order.nonce)?.door });
  }

  #onReady(): void {
    const first = !this.#wasReady;
    this.#wasReady = true;
    if (first) this.#listener?.onReady();
    for (const worker of this.#workers.values())
      if (!worker.wasAskedFor && !worker.isGone) this.#fork(worker);
    this.#refill();
  }

  /** The kernel ended its workers with it; what waits for a fork goes to the next host. */
  #onHostExit(how: string, lastWords: string): void {
    const host = this.#host;
    this.#host = null;
    this.#onHostGone();
    for (const worker of this.#workers.values()) {
      if (worker.wasAskedFor) this.#onWorkerExited(worker, { code: null, signal: "SIGKILL" });
    }
    if (this.#stopped || !host) return;
    host.release();
    void this.#sweeper.sweep(host.mark);
    const pauseMs = this.#pause.afterFailure(this.#clock.monotonic() - this.#hostStartedAt);
    this.#log.warn({ pauseMs, how }, "the Python host is gone");
    if (pauseMs === null)
      this.#fail(`The service's Python host ends again and again (${how}). ${lastWords}`.trim());
    else this.#clock.after(pauseMs, () => this.#stopped || this.#startHost());
  }

  #endStuckHost(): void {
    const stuck = [...this.#workers.values()].some((worker) => worker.isOverdue(FORK_WITHIN_MS));
    if (stuck && this.#host) void this.#sweeper.sweep(this.#host.mark);
  }

  #fail(message: string): void {
    this.#stopped = true;
    this.#listener?.onFailed(message);
  }
}
