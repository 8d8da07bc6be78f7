import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "../../clock.ts";
import { spawnGroup } from "../../process/spawn-group.ts";
import { createMark } from "../../process/survivors.ts";
import type { Sweeper } from "../../process/sweeper.ts";
import type { Assignment, ReplicaSpec } from "../../protocol/runner-agent.ts";
import { NodeHost } from "./node-host.ts";
import { RestartPause } from "./restart-pause.ts";
import { folderFault } from "./service-folder.ts";
import {
  runLine,
  type SupplyListener,
  type Worker,
  type WorkerListener,
  type WorkerSupply,
} from "./worker.ts";
import { type AgentPaths, hostEnvironment } from "./worker-environment.ts";

/** Each waiting host holds some 50 MB, whatever the number of slots. */
const MOST_WAITING = 8;
/** Hosts that load at a time, so that a start does not take the machine from what runs. */
const MOST_LOADING = 2;
const EXIT_WITHIN_MS = 500;

/** Node processes with the service loaded: one ready for each free slot, each for one attempt. */
export class NodeHosts implements WorkerSupply {
  readonly hasCheckpoints = true;
  readonly #spec: ReplicaSpec;
  readonly #paths: AgentPaths;
  readonly #clock: Clock;
  readonly #sweeper: Sweeper;
  readonly #pause = new RestartPause();
  /** Hosts without an attempt, in the order of their start. */
  readonly #waiting = new Set<NodeHost>();
  readonly #startedAt = new Map<NodeHost, number>();
  #busy = 0;
  #wasReady = false;
  #stopped = false;
  #pausing = false;
  /** Why the service could not be loaded, as a host said last. */
  #loadFault: string | null = null;
  #listener: SupplyListener | null = null;

  constructor(spec: ReplicaSpec, paths: AgentPaths, clock: Clock, sweeper: Sweeper) {
    this.#spec = spec;
    this.#paths = paths;
    this.#clock = clock;
    this.#sweeper = sweeper;
  }

  start(listener: SupplyListener): void {
    this.#listener = listener;
    const program = join(this.#paths.root, "dist", "node-host.mjs");
    if (!existsSync(program)) {
      listener.onFailed(`${program} is missing: build Curfew first`);
      return;
    }
    this.#waiting.add(this.#spawn());
  }

  take(assignment: Assignment, listener: WorkerListener): Worker {
    const waiting = [...this.#waiting];
    const host = waiting.find((each) => each.isReady) ?? waiting[0] ?? this.#spawn();
    this.#waiting.delete(host);
    this.#busy += 1;
    host.assign(assignment, runLine(assignment, this.#spec.serviceName, this.#spec.revision), {
      onMessage: (message) => listener.onMessage(message),
      onOutput: (stream, data) => listener.onOutput(stream, data),
      onExit: (exit) => {
        this.#busy -= 1;
        listener.onExit(exit);
        this.#fill();
      },
    });
    this.#fill();
    return host;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    const waiting = [...this.#waiting];
    for (const host of waiting) host.dismiss();
    await Promise.all(waiting.map((host) => this.#end(host)));
  }

  async #end(host: NodeHost): Promise<void> {
    await Promise.race([host.outputEnded, this.#clock.sleep(EXIT_WITHIN_MS)]);
    await this.#sweeper.sweep(host.mark);
    host.release();
  }

  /** Keeps one host waiting for each free slot. */
  #fill(): void {
    if (this.#stopped || this.#pausing || !this.#wasReady) return;
    const wanted = Math.min(this.#spec.slots - this.#busy, MOST_WAITING);
    let loading = [...this.#waiting].filter((host) => !host.isReady).length;
    while (this.#waiting.size < wanted && loading < MOST_LOADING) {
      this.#waiting.add(this.#spawn());
      loading += 1;
    }
  }

  #spawn(): NodeHost {
    const nonce = randomBytes(16).toString("hex");
    const group = spawnGroup({
      file: process.execPath,
      args: [join(this.#paths.root, "dist", "node-host.mjs")],
      cwd: this.#spec.program.directory,
      env: hostEnvironment(this.#spec, this.#paths, nonce),
      control: true,
      enclosure: this.#sweeper.enclose(nonce),
    });
    const mark = createMark(nonce, group.leader);
    const listener = {
      onReady: () => this.#onReady(),
      onLoadFailed: (message: string) => this.#onLoadFailed(message),
      onExit: (_: NodeHost, how: string) => this.#onExit(host, how),
    };
    const host: NodeHost = new NodeHost(mark, group, listener, this.#clock);
    this.#startedAt.set(host, this.#clock.monotonic());
    return host;
  }

  #onReady(): void {
    const first = !this.#wasReady;
    this.#loadFault = null;
    this.#wasReady = true;
    if (first) this.#listener?.onReady();
    this.#fill();
  }

  #onLoadFailed(message: string): void {
    this.#loadFault = message;
    // Once it could be loaded, others may run; then it is a failure as any other.
    if (!this.#wasReady && !this.#stopped) this.#fail(`The service can't be loaded: ${message}`);
  }

  #onExit(host: NodeHost, how: string): void {
    const livedMs = this.#clock.monotonic() - (this.#startedAt.get(host) ?? 0);
    this.#startedAt.delete(host);
    const wasWaiting = this.#waiting.delete(host);
    if (this.#stopped || (!wasWaiting && (host.begun || host.wasAsked))) return;
    void this.#sweeper.sweep(host.mark);
    const why = folderFault(this.#spec.program.directory) ?? this.#loadFault ?? how;
    // An execution that could not begin goes back, and does not wait for what may not come.
    const pauseMs = wasWaiting ? this.#pause.afterFailure(livedMs) : null;
    if (pauseMs === null) {
      this.#fail(`The service's Node host ends before it can run anything: ${why}`);
      return;
    }
    this.#pausing = true;
    this.#clock.after(pauseMs, () => {
      this.#pausing = false;
      if (this.#wasReady) this.#fill();
      else if (!this.#stopped) this.#waiting.add(this.#spawn());
    });
  }

  #fail(message: string): void {
    this.#stopped = true;
    this.#listener?.onFailed(message);
  }
}
