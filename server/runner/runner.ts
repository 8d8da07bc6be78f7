import { WORK_CHANNEL, type WorkHint } from "#db/channels.ts";
import type { Context } from "#server/context.ts";
import { HEARTBEAT_MS } from "#server/domain/liveness.ts";
import { expireQueued } from "#server/executions/expire-queued.ts";
import { longestLadderMs } from "#server/executions/placed-attempts.ts";
import type { Log } from "#server/log.ts";
import type { AgentMessage, SequencedEvent } from "#server/protocol/runner-agent.ts";
import { liveReplicas } from "#server/runners/live-replicas.ts";
import { Reaper } from "#server/runners/reap-lost.ts";
import { registerRunner, setRunnerState } from "#server/runners/register-runner.ts";
import { setReplicaStopping } from "#server/runners/replica-rows.ts";
import { Absentees } from "./absentees.ts";
import { AgentHub } from "./agent-hub.ts";
import type { AgentLauncher } from "./agent-process.ts";
import { Dispatcher, type RunnerTerm } from "./dispatcher.ts";
import { EventIntake } from "./event-intake.ts";
import { Greeter } from "./greeter.ts";
import { LeaseKeeper } from "./lease-keeper.ts";
import { Loop } from "./loop.ts";
import { type HeldReplica, ReplicaBook } from "./replica-book.ts";
import { ReplicaKeeper } from "./replica-keeper.ts";
import type { RunnerHome } from "./runner-home.ts";
import { StartPauses } from "./start-pauses.ts";
import { StopCarrier } from "./stop-carrier.ts";

/** The poll behind every hint. */
const POLL_MS = 1_000;
/** Beyond the ladders of what runs: for agents to prove that nothing is left, and to end. */
const SETTLE_MS = 10_000;

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
  readonly #hub: AgentHub;
  readonly #intake: EventIntake;
  readonly #greeter: Greeter;
  readonly #dispatcher: Dispatcher;
  readonly #absentees: Absentees;
  readonly #stops: StopCarrier;
  readonly #pauses: StartPauses;
  readonly #loops: Loop[];
  #unlisten: (() => Promise<void>) | null = null;
  #leaving = false;

  constructor(options: RunnerOptions) {
    this.#options = options;
    const { ctx, home, launcher, log } = options;
    this.#term = { id: home.runnerId, epoch: 0 };
    this.#hub = new AgentHub(
      {
        tokenHashOf: (replicaId) => this.#book.get(replicaId)?.tokenHash ?? null,
        onMessage: (replicaId, message) => this.#onMessage(replicaId, message),
        onClosed: (replicaId) => this.#onClosed(replicaId),
      },
      log,
    );
    this.#intake = new EventIntake(
      ctx,
      {
        onApplied: (replicaId, events, ackedSeq) => this.#onApplied(replicaId, events, ackedSeq),
        onRefused: (replicaId) => this.#hub.disconnect(replicaId),
      },
      log,
    );
    this.#pauses = new StartPauses(ctx.clock);
    const parts = { ctx, home, launcher, book: this.#book, hub: this.#hub, pauses: this.#pauses, log };
    this.#greeter = new Greeter(ctx, this.#book, this.#hub, log);
    this.#dispatcher = new Dispatcher(ctx, this.#term, this.#book, this.#hub, log);
    this.#absentees = new Absentees(parts);
    this.#stops = new StopCarrier(ctx, home.runnerId, this.#hub);
    const keeper = new ReplicaKeeper(parts);
    const reaper = new Reaper(ctx);
    const { databaseIsLocal, onSuperseded } = options;
    const leases = new LeaseKeeper({ ...parts, term: this.#term, databaseIsLocal, onSuperseded });
    this.#loops = [
      new Loop("keeping replicas", POLL_MS, ctx.clock, log, () =>
        this.#leaving ? Promise.resolve() : keeper.runOnce(),
      ),
      new Loop("looking for agents that are gone", POLL_MS, ctx.clock, log, () => this.#absentees.runOnce()),
      new Loop("polling", POLL_MS, ctx.clock, log, () => this.#poll()),
      new Loop("renewing leases", HEARTBEAT_MS, ctx.clock, log, () => leases.runOnce()),
      new Loop("reaping what is lost", HEARTBEAT_MS, ctx.clock, log, async () => void (await reaper.tick())),
    ];
  }

  /** Takes over the agents that an earlier process of this runner left, and begins to claim. */
  async start(): Promise<void> {
    const { ctx, home, host, version, log } = this.#options;
    this.#term.epoch = await registerRunner(ctx, { id: home.runnerId, host, pid: process.pid, version });
    const own = (await liveReplicas(ctx)).filter(({ runnerId }) => runnerId === home.runnerId);
    for (const replica of own) this.#book.add(replica);
    const url = await this.#hub.start();
    home.writeAddress(url, this.#term.epoch);
    const { unlisten } = await ctx.database.sql.listen(
      WORK_CHANNEL,
      (payload) => this.#onHint(JSON.parse(payload) as WorkHint),
      () => this.#dispatcher.kick(),
    );
    this.#unlisten = unlisten;
    for (const loop of this.#loops) loop.start();
    const about = { runnerId: home.runnerId, epoch: this.#term.epoch, url, replicas: own.length };
    log.info(about, "the runner runs");
  }

  /** Stops all that its replicas run by the ladder, waits until that is proven, and says that it has stopped. */
  async stop(): Promise<void> {
    const { ctx, log } = this.#options;
    this.#leaving = true;
    // A replica that is being started now would not hear of it.
    await this.#loops[0]?.stop();
    await this.#dispatcher.stop();
    await setRunnerState(ctx, this.#term, "stopping");
    for (const held of this.#book.all()) {
      await setReplicaStopping(ctx, held.id);
      held.state = "stopping";
      this.#hub.send(held.id, { type: "shutdown" });
    }
    const patience = (await longestLadderMs(ctx, this.#term.id)) + SETTLE_MS;
    const giveUp = ctx.clock.after(patience, () => {
      log.error({}, "agents did not end in time; they and all that they started are killed");
      this.#absentees.killAll();
    });
    while (this.#book.all().length > 0) await ctx.clock.sleep(50);
    giveUp();
    await setRunnerState(ctx, this.#term, "stopped");
    await this.halt();
    log.info({}, "the runner has stopped, and nothing of its replicas is left");
  }

  /** Ends without a word, as a crash would: agents go on and are taken over by the next process. */
  async halt(): Promise<void> {
    this.#leaving = true;
    await Promise.all(this.#loops.map((loop) => loop.stop()));
    await this.#dispatcher.stop();
    await this.#intake.stop();
    await this.#unlisten?.();
    await this.#hub.stop();
  }

  #onMessage(replicaId: string, message: AgentMessage): void {
    const held = this.#book.get(replicaId);
    if (held) held.heardAt = this.#options.ctx.clock.monotonic();
    switch (message.type) {
      case "hello":
        this.#greeter
          .greet(message)
          .then(() => this.#afterGreeting(replicaId))
          .catch((error: unknown) => {
            this.#options.log.error({ replicaId, error }, "an agent could not be greeted");
            this.#hub.disconnect(replicaId);
          });
        return;
      case "events":
        this.#intake.push(replicaId, message.events);
        return;
      case "heartbeat":
        if (held) Object.assign(held, message.usage);
    }
  }

  #afterGreeting(replicaId: string): void {
    const state = this.#book.get(replicaId)?.state;
    if (state === "draining") this.#hub.send(replicaId, { type: "drain" });
    if (state === "stopping") this.#hub.send(replicaId, { type: "shutdown" });
    this.#dispatcher.kick();
  }

  #onClosed(replicaId: string): void {
    const held = this.#book.get(replicaId);
    if (held) held.caughtUpAt = null;
    // An agent that ended leaves its connection first and is gone a moment later.
    this.#loops[1]?.hurry();
  }

  #onApplied(replicaId: string, events: SequencedEvent[], ackedSeq: number): void {
    const held = this.#book.get(replicaId);
    this.#hub.send(replicaId, { type: "ack", seq: ackedSeq });
    for (const { event } of events) {
      if (event.type === "ended") this.#book.release(replicaId, event);
      if (event.type === "replica_failed") this.#absentees.noteFailure(replicaId, event.message);
      if (event.type === "ready" && held) void this.#onReady(replicaId);
      if (event.type === "reset_started" && held) this.#onReset(held);
    }
    // Without a slot that became free there is nothing new to claim, and the next hint would wait for the look.
    if (events.some(({ event }) => event.type === "ended")) this.#dispatcher.kick();
    this.#greeter
      .onApplied(replicaId, ackedSeq)
      .then((takesWork) => takesWork && this.#dispatcher.kick())
      .catch((error: unknown) => {
        this.#options.log.error({ replicaId, error }, "an agent and its rows were not compared");
        this.#hub.disconnect(replicaId);
      });
  }

  async #onReady(replicaId: string): Promise<void> {
    const held = this.#book.get(replicaId);
    if (!held) return;
    try {
      await this.#greeter.becomeReady(held);
      this.#pauses.ready(held.serviceId);
      this.#dispatcher.kick();
    } catch (error) {
      this.#options.log.error({ replicaId, error }, "a replica was not marked ready");
      this.#hub.disconnect(replicaId);
    }
  }

  /** Its agent takes nothing new; another replica may, at once. */
  #onReset(held: HeldReplica): void {
    if (held.state !== "stopping") held.state = "draining";
    this.#loops[0]?.hurry();
  }

  #onHint(hint: WorkHint): void {
    switch (hint.type) {
      case "created":
        this.#dispatcher.kick();
        return;
      case "service":
        this.#loops[0]?.hurry();
        this.#dispatcher.kick();
        return;
      case "stop":
      case "order":
        this.#stops.carry(hint);
    }
  }

  async #poll(): Promise<void> {
    this.#dispatcher.kick();
    await this.#stops.carryUnanswered();
    await expireQueued(this.#options.ctx);
  }
}
