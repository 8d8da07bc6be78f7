import { availableParallelism, totalmem } from "node:os";
import { WORK_CHANNEL, type WorkHint } from "#db/channels.ts";
import { BulkCarrier } from "#server/bulks/bulk-carrier.ts";
import { within } from "#server/clock.ts";
import type { Context } from "#server/context.ts";
import { HEARTBEAT_MS } from "#server/domain/liveness.ts";
import { expireQueued } from "#server/executions/expire-queued.ts";
import { releaseDue } from "#server/executions/release-due.ts";
import type { Log } from "#server/log.ts";
import { liveReplicas } from "#server/runners/live-replicas.ts";
import { Reaper } from "#server/runners/reap-lost.ts";
import { registerRunner } from "#server/runners/register-runner.ts";
import { noteStarted } from "#server/runners/start-failures.ts";
import { DrillCarrier } from "#server/services/drills/drill-carrier.ts";
import { Absentees } from "./absentees.ts";
import { AgentDesk } from "./agent-desk.ts";
import { AgentDoor } from "./agent-door.ts";
import { AGENT_PROCESSES, type AgentLauncher } from "./agent-process.ts";
import type { RunnerTerm } from "./dispatcher.ts";
import { Farewell } from "./farewell.ts";
import { LeaseKeeper } from "./lease-keeper.ts";
import { Loop } from "./loop.ts";
import { type HeldReplica, ReplicaBook } from "./replica-book.ts";
import { ReplicaKeeper } from "./replica-keeper.ts";
import type { RunnerHome } from "./runner-home.ts";
import { runnerRows } from "./runner-rows.ts";

/** The poll behind every hint. */
const POLL_MS = 1_000;
/** The web carries bulks on; this stands in when it is away. */
const BULKS_MS = 5_000;
/** What waits for a database that is away is left to itself. */
const HALT_WITHIN_MS = 5_000;
const DRILLS_MS = 1_000;

export interface RunnerOptions {
  ctx: Context;
  home: RunnerHome;
  launcher: AgentLauncher;
  host: string;
  version: string;
  /** Nobody else can reach the database while this runner can't: its agents may go on for as long as it is away. */
  databaseIsLocal: boolean;
  log: Log;
  /** Called when this process must go: another has become this runner. */
  onSuperseded: () => void;
}

/** Claims executions and places them, keeps replicas, carries stops to agents and writes down what agents report. */
export class Runner {
  readonly #options: RunnerOptions;
  readonly #term: RunnerTerm;
  readonly #book = new ReplicaBook();
  readonly #desk: AgentDesk;
  readonly #door: AgentDoor;
  readonly #absentees: Absentees;
  readonly #keeper: ReplicaKeeper;
  readonly #loops: Loop[];
  #unlisten: (() => Promise<void>) | null = null;
  #leaving = false;
  readonly #ending = new AbortController();

  constructor(options: RunnerOptions) {
    this.#options = options;
    const { ctx, home, launcher, log } = options;
    this.#term = { id: home.runnerId, epoch: 0 };
    const shared = { ctx, rows: runnerRows(ctx), clock: ctx.clock, term: this.#term, book: this.#book, log };
    this.#desk = new AgentDesk(shared, {
      // An agent that ended leaves its connection first and is gone a moment later.
      onClosed: () => this.#loops[1]?.hurry(),
      onGreeted: () => this.#loops[3]?.hurry(),
      onReady: (held) => this.#onReady(held),
      onReset: () => this.#loops[0]?.hurry(),
      onFailed: (held, message) => this.#absentees.hearFailure(held, message),
    });
    const { hub } = this.#desk;
    this.#door = new AgentDoor(
      {
        tokenHashOf: (replicaId) => this.#book.get(replicaId)?.tokenHash ?? null,
        onOpened: (replicaId, connection) => hub.attend(replicaId, connection),
      },
      log,
    );
    const parts = { ...shared, home, launcher, processes: AGENT_PROCESSES, hub };
    this.#absentees = new Absentees(parts);
    this.#keeper = new ReplicaKeeper(parts);
    const reaper = new Reaper(shared.rows, ctx.clock);
    const bulks = new BulkCarrier(ctx, this.#ending.signal);
    const drills = new DrillCarrier(ctx, this.#ending.signal);
    const { databaseIsLocal, onSuperseded } = options;
    const leases = new LeaseKeeper({ ...parts, databaseIsLocal, onSuperseded });
    this.#loops = [
      new Loop("keeping replicas", POLL_MS, ctx.clock, log, () =>
        this.#leaving ? Promise.resolve() : this.#keeper.runOnce(),
      ),
      new Loop("looking for agents that are gone", POLL_MS, ctx.clock, log, () => this.#absentees.runOnce()),
      new Loop("polling", POLL_MS, ctx.clock, log, () => this.#poll()),
      new Loop("renewing leases", HEARTBEAT_MS, ctx.clock, log, () => leases.runOnce()),
      new Loop("reaping what is lost", HEARTBEAT_MS, ctx.clock, log, async () => void (await reaper.tick())),
      new Loop("carrying bulks on", BULKS_MS, ctx.clock, log, () => bulks.look()),
      new Loop("carrying drills on", DRILLS_MS, ctx.clock, log, () => drills.look()),
    ];
  }

  /** Takes over the agents that an earlier process of this runner left, and begins to claim. */
  async start(): Promise<void> {
    const { ctx, home, host, version, log } = this.#options;
    this.#term.epoch = await registerRunner(ctx, {
      ...{ id: home.runnerId, host, pid: process.pid, version },
      ...{ cores: availableParallelism(), memoryBytes: totalmem() },
    });
    const own = (await liveReplicas(ctx)).filter(({ runnerId }) => runnerId === home.runnerId);
    for (const replica of own) this.#book.add(replica);
    const url = await this.#door.start();
    home.writeAddress(url, this.#term.epoch);
    const { unlisten } = await ctx.database.sql.listen(
      WORK_CHANNEL,
      (payload) => this.#onHint(JSON.parse(payload) as WorkHint),
      () => this.#desk.kick(),
    );
    this.#unlisten = unlisten;
    for (const loop of this.#loops) loop.start();
    const about = { runnerId: home.runnerId, epoch: this.#term.epoch, url, replicas: own.length };
    log.info(about, "the runner runs");
  }

  /**
   * Stops all that its replicas run by the ladder, waits until that is proven, and says that it has stopped; all but
   * the last also while the database is away.
   */
  async stop(): Promise<void> {
    const { ctx, log } = this.#options;
    this.#leaving = true;
    const settle = async () => {
      await this.#loops[0]?.stop();
      await this.#desk.stopClaiming();
    };
    const { hub } = this.#desk;
    const parts = { ctx, term: this.#term, book: this.#book, hub, absentees: this.#absentees, log, settle };
    await new Farewell(parts).say();
    await within(ctx.clock, HALT_WITHIN_MS, this.halt()).catch((error: unknown) => {
      log.warn({ error }, "the runner ends without its database");
    });
    log.info({}, "the runner has stopped, and nothing of its replicas is left");
  }

  /** Ends without a word, as a crash would: agents go on and are taken over by the next process. */
  async halt(): Promise<void> {
    this.#leaving = true;
    this.#ending.abort();
    await Promise.all(this.#loops.map((loop) => loop.stop()));
    await this.#desk.stopClaiming();
    await this.#unlisten?.();
    await this.#desk.close();
    await this.#door.stop();
  }

  async #onReady({ serviceId, revision }: HeldReplica): Promise<void> {
    await noteStarted(this.#options.ctx, serviceId, revision);
    // The next of a service's replicas may be replaced now.
    this.#loops[0]?.hurry();
  }

  #onHint(hint: WorkHint): void {
    const wakes = hint.type === "created" && this.#keeper.scaler.wakes(hint.serviceId);
    if (hint.type === "service" || hint.type === "runner" || wakes) this.#loops[0]?.hurry();
    this.#desk.onHint(hint);
  }

  async #poll(): Promise<void> {
    await releaseDue(this.#options.ctx);
    await this.#desk.poll();
    await expireQueued(this.#options.ctx);
  }
}
