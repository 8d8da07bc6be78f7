import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Agent } from "#server/agent/agent.ts";
import { Autopsies } from "#server/agent/autopsy/autopsies.ts";
import type { Guardian } from "#server/agent/guardian.ts";
import { SpoolFile } from "#server/agent/spool-file.ts";
import { GUARDIAN_PATIENCE_MS, LAST_PATIENCE_MS } from "#server/domain/liveness.ts";
import type { Isolation } from "#server/domain/policy.ts";
import { silentLog } from "#server/log.ts";
import type { ReplicaSpec } from "#server/protocol/runner-agent.ts";
import type { LifeBook } from "./life-book.ts";
import { type ModelWorkers, OwnProcesses } from "./model-workers.ts";
import { Pipe } from "./pipe.ts";
import { SharedProcess } from "./shared-process.ts";
import type { VirtualTime } from "./virtual-time.ts";
import { Wire } from "./wire.ts";

/** Workers of an agent that died are gone by then: their leash, the kernel and the guardian see to it. */
const LEASH_MS = 2_000;
export interface ModelAgentListener {
  /** It opens a connection. */
  onConnect(wire: Wire): void;
  onSent(to: "agent" | "runner", text: string): void;
}

/** A real agent with workers and a connection of the model's. */
export class ModelAgent {
  readonly replicaId: string;
  readonly folder: string;
  readonly agent: Agent;
  isAlive = true;
  /** SIGSTOP: it does nothing, and its workers go on. */
  isFrozen = false;
  /** The newest of its connections. */
  wire: Wire | null = null;
  readonly #workers: ModelWorkers;
  readonly #time: VirtualTime;
  readonly #spool: SpoolFile;
  readonly #pipe = new Pipe(this);

  constructor(
    replicaId: string,
    folder: string,
    slots: number,
    world: { time: VirtualTime; lives: LifeBook; isolation: Isolation },
    listener: ModelAgentListener,
  ) {
    this.replicaId = replicaId;
    this.folder = folder;
    this.#spool = new SpoolFile(join(folder, "spool.jsonl"));
    this.#time = world.time;
    mkdirSync(folder, { recursive: true });
    const { time, lives, isolation } = world;
    const clock = time.clock(
      () => this.isAlive,
      () => this.isFrozen,
    );
    const workers = { agentClock: clock, clock: time.clock(() => true), lives, pipe: this.#pipe };
    this.#workers = isolation === "shared" ? new SharedProcess(workers) : new OwnProcesses(workers);
    const program = { runtime: "command", argv: [], directory: "/", env: {}, functions: {} } as const;
    const spec: ReplicaSpec = {
      replicaId,
      serviceName: "model",
      revision: 1,
      program: { ...program, argv: [] },
      isolation,
      slots,
      token: "",
      runnerAddressFile: "",
      spoolLimitBytes: 64 * 1_048_576,
    };
    const connect = () => {
      this.wire = new Wire(
        (to, text) => this.isAlive && listener.onSent(to, text),
        () => this.isFrozen,
      );
      listener.onConnect(this.wire);
      return this.wire.agentEnd;
    };
    const machine = {
      connect,
      spoolFile: this.#spool,
      supply: this.#workers,
      group: this.#workers.group,
      sweeper: this.#workers,
      memory: { hasKilled: () => false, look: () => {} },
      // Its workers have no process that could be looked at.
      autopsies: new Autopsies(spec, { root: folder, env: {} }, clock),
      meter: { sample: () => ({ cpuCores: 0, memoryBytes: 0 }) },
      runMeter: { sample: () => new Map() },
      startGuardian: () => this.#guardian(),
    };
    this.agent = new Agent({ spec, machine, clock, log: silentLog });
    void this.agent.ended.then(() => this.#die());
    this.agent.start();
  }

  /** SIGKILL. */
  kill(): void {
    if (!this.isAlive) return;
    this.#die();
    this.#time.clock(() => true).after(LEASH_MS, () => this.#workers.killAll());
  }

  /** SIGSTOP. */
  freeze(): void {
    if (!this.isAlive || this.isFrozen) return;
    this.isFrozen = true;
  }

  thaw(): void {
    this.isFrozen = false;
    this.#pipe.flush();
  }

  /** SIGKILL to all that carries its mark. True when there was nothing. */
  killStrays(): boolean {
    const killed = this.#workers.killAll() + (this.isAlive ? 1 : 0);
    this.#die();
    return killed === 0;
  }

  /** Number of the newest event that its disk holds; 0 when all of it was acknowledged. */
  lastSpooled(): number {
    return this.#spool.read().entries.at(-1)?.seq ?? 0;
  }

  /** As late as the real one may be. */
  #guardian(): Guardian {
    const clock = this.#time.clock(() => this.isAlive);
    let cancel = () => {};
    const wait = (patienceMs: number) => {
      cancel();
      cancel = clock.after(patienceMs, () => this.#workers.dieAll());
    };
    wait(GUARDIAN_PATIENCE_MS);
    return {
      sign: () => wait(GUARDIAN_PATIENCE_MS),
      lastSign: () => wait(LAST_PATIENCE_MS),
      dismiss: () => cancel(),
    };
  }

  #die(): void {
    if (!this.isAlive) return;
    this.isAlive = false;
    this.#spool.close();
    this.wire?.agentEnd.terminate();
  }
}
