import type { Clock } from "../clock.ts";
import { HEARTBEAT_MS, SELF_FENCE_MS } from "../domain/liveness.ts";
import type { StopReason } from "../domain/stop.ts";
import type { Log } from "../log.ts";
import {
  type AgentEvent,
  type Assignment,
  isUnderstood,
  keyOf,
  PROTOCOL_VERSION,
  type ReplicaSpec,
  type RunnerMessage,
} from "../protocol/runner-agent.ts";
import type { AgentMachine } from "./agent-machine.ts";
import { AttemptRun } from "./attempt-run.ts";
import type { AttemptTools } from "./attempt-tools.ts";
import { EndedAttempts } from "./ended-attempts.ts";
import { EventSender } from "./event-sender.ts";
import { watchMemory } from "./memory-watch.ts";
import { ReplicaReset } from "./replica-reset.ts";
import { RunnerLease } from "./runner-lease.ts";
import { RunnerLink } from "./runner-link.ts";
import { Spool } from "./spool.ts";
import type { StopRequest } from "./stop-climb.ts";
import { startSampling } from "./usage-sampling.ts";
import { startSupply } from "./workers/create-supply.ts";

/** At the end the runner is waited for this long to take the last events; the spool keeps them. */
const LAST_ACK_MS = 5_000;
const FENCED: StopRequest = { reason: "lost", note: "It may run elsewhere already", atOnce: true };

export interface AgentOptions {
  spec: ReplicaSpec;
  machine: AgentMachine;
  clock: Clock;
  log: Log;
}

/** Supervises one replica: runs what it is assigned, holds deadlines and ladders, and tells the runner all of it. */
export class Agent {
  /** Resolves once nothing of the replica runs any more. */
  readonly ended: Promise<void>;
  readonly #spec: ReplicaSpec;
  readonly #machine: AgentMachine;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #link: RunnerLink;
  readonly #spool: Spool;
  readonly #sender: EventSender;
  readonly #lease: RunnerLease;
  readonly #tools: AttemptTools;
  /** By execution and attempt. */
  readonly #runs = new Map<string, AttemptRun>();
  readonly #over = new EndedAttempts();
  readonly #cancels: (() => void)[] = [];
  #ready = false;
  #paused = false;
  /** `draining` ends when nothing runs; `closed` does so too and takes nothing at all, as `ending`. */
  #phase: "serving" | "draining" | "closed" | "ending" = "serving";
  #resolveEnded: () => void = () => {};

  constructor({ spec, machine, clock, log }: AgentOptions) {
    this.#spec = spec;
    this.#machine = machine;
    this.#clock = clock;
    this.#log = log;
    this.ended = new Promise((resolve) => {
      this.#resolveEnded = resolve;
    });
    this.#spool = new Spool(machine.spoolFile, spec.spoolLimitBytes, clock, log, {
      onAppended: () => this.#sender.pump(),
      onPressure: (high) => this.#setPaused(high),
    });
    this.#link = new RunnerLink(machine.connect, clock, log, {
      onOpen: () => this.#greet(),
      onMessage: (message) => this.#onMessage(message),
      onClosed: () => this.#sender.pause(),
    });
    this.#sender = new EventSender(this.#spool, this.#link);
    this.#lease = new RunnerLease(clock);
    const record = (event: AgentEvent) => this.#spool.append(event) > 0;
    const { sweeper, supply, memory, autopsies, group } = machine;
    const onDrain = () => this.#close();
    const reset = group && new ReplicaReset({ clock, log, sweeper, autopsies, group, record, onDrain });
    this.#tools = { clock, log, sweeper, supply, memory, autopsies, reset, record };
  }

  start(): void {
    this.#spool.open();
    const lost = `The runner was not heard for ${SELF_FENCE_MS / 1000} s`;
    this.#lease.start(this.#machine.startGuardian(), () => this.#endAll("lost", lost));
    this.#cancels.push(() => this.#lease.stop());
    this.#cancels.push(this.#clock.every(HEARTBEAT_MS, () => this.#beat()));
    this.#cancels.push(watchMemory(this.#clock, () => [...this.#runs.values()].map(({ limits }) => limits)));
    const sampled = { meter: this.#machine.runMeter, runs: () => this.#runs.values() };
    this.#cancels.push(startSampling({ clock: this.#clock, ...sampled, record: this.#tools.record }));
    this.#link.start();
    startSupply(this.#machine.supply, this.#spec, {
      onReady: () => {
        this.#ready = true;
        this.#tools.record({ type: "ready" });
      },
      onFailed: (message) => this.#onFailed(message),
    });
  }

  /** Stops what runs by the ladder, then ends. Calling it again changes nothing. */
  shutdown(note: string): void {
    this.#endAll("reset", note);
  }

  /** What runs goes on to its end; what has not begun goes back as if it had never come. */
  #onFailed(message: string): void {
    this.#log.error({ message }, "the replica has failed");
    this.#ready = false;
    this.#tools.record({ type: "replica_failed", message });
    this.#close();
    for (const run of this.#runs.values()) run.refuse();
    if (this.#runs.size === 0) this.#endAll("reset", message);
  }

  #close(): void {
    if (this.#phase !== "ending") this.#phase = "closed";
  }

  #greet(): void {
    this.#link.send({
      type: "hello",
      version: PROTOCOL_VERSION,
      replicaId: this.#spec.replicaId,
      pid: process.pid,
      running: [...this.#runs.values()].map(({ ref }) => ref),
      ready: this.#ready,
      lastSeq: this.#spool.lastSeq,
      sentAt: this.#clock.monotonic(),
    });
  }

  #onMessage(message: RunnerMessage): void {
    switch (message.type) {
      case "welcome":
        if (!isUnderstood(message.version)) this.#drain();
        this.#spool.acknowledge(message.ackedSeq);
        this.#over.forget(message.ackedSeq);
        for (const ref of message.fenced) this.#runs.get(keyOf(ref))?.stop(FENCED);
        this.#sender.resume(message.ackedSeq);
        break;
      case "lease":
        this.#lease.renew(message.sentAt);
        break;
      case "ack":
        this.#spool.acknowledge(message.seq);
        this.#over.forget(message.seq);
        this.#sender.pump();
        break;
      case "assign":
        for (const assignment of message.assignments) this.#assign(assignment);
        break;
      case "stop":
        this.#runs.get(keyOf(message))?.stop({ ...message, note: null });
        break;
      case "order":
        this.#runs.get(keyOf(message))?.orders.take(message);
        break;
      case "drain":
        this.#drain();
        break;
      case "shutdown":
        this.shutdown("The replica is shut down");
        break;
    }
  }

  #assign(assignment: Assignment): void {
    const key = keyOf(assignment);
    if (this.#runs.has(key)) return;
    const isClosed = this.#phase === "closed" || this.#phase === "ending";
    if (this.#over.has(key)) {
      if (this.#over.isNewClaim(assignment)) this.#refuse(assignment);
    } else if (isClosed) this.#refuse(assignment);
    else this.#begin(assignment, key);
  }

  #begin(assignment: Assignment, key: string): void {
    const run = new AttemptRun(assignment, this.#tools);
    this.#runs.set(key, run);
    if (this.#paused) run.setPaused(true);
    void run.ended.then((refused) => this.#onRunEnded(key, refused ? assignment.deadlineAt : null));
  }

  /** It came while this replica ends: nothing of it ran. */
  #refuse({ executionId, attempt, deadlineAt }: Assignment): void {
    const end = { outcome: { type: "refused" }, exitCode: null, exitSignal: null, strays: 0 } as const;
    this.#tools.record({ type: "ended", executionId, attempt, ...end });
    this.#over.add(keyOf({ executionId, attempt }), this.#spool.lastSeq, deadlineAt);
  }

  #onRunEnded(key: string, refusedDeadline: string | null): void {
    this.#runs.delete(key);
    this.#over.add(key, this.#spool.lastSeq, refusedDeadline);
    if (this.#phase !== "serving" && this.#runs.size === 0) this.#endAll("reset", "Drained");
  }

  #drain(): void {
    if (this.#phase !== "serving") return;
    this.#phase = "draining";
    if (this.#runs.size === 0) this.#endAll("reset", "Drained");
  }

  #endAll(reason: StopReason, note: string): void {
    const ends = this.#phase === "ending";
    if (ends && reason !== "lost") return;
    this.#phase = "ending";
    this.#log.info({ reason, note, running: this.#runs.size }, "the agent ends");
    for (const run of this.#runs.values()) run.stop({ reason, note });
    // What it stopped already has less time now, and is waited for.
    if (ends) return;
    // Nobody listens to a lost agent; what it has to say stays in its spool.
    this.#leave(reason === "lost" ? 0 : LAST_ACK_MS).catch((error: unknown) => {
      this.#log.error({ error }, "the agent could not end in order");
      this.#resolveEnded();
    });
  }

  async #leave(lastAckMs: number): Promise<void> {
    await Promise.all([...this.#runs.values()].map(({ ended }) => ended));
    await this.#machine.supply.stop();
    await this.#sender.settled(this.#clock, lastAckMs);
    for (const cancel of this.#cancels) cancel();
    this.#link.stop();
    this.#spool.close();
    this.#resolveEnded();
  }

  #setPaused(paused: boolean): void {
    this.#paused = paused;
    for (const run of this.#runs.values()) run.setPaused(paused);
  }

  #beat(): void {
    this.#tools.memory.look();
    for (const { mark } of this.#runs.values()) this.#tools.sweeper.remember(mark);
    const disk = this.#spool.lookAtDisk();
    if (!this.#link.isOpen) return;
    const sentAt = this.#clock.monotonic();
    const usage = this.#machine.meter.sample();
    this.#link.send({ type: "heartbeat", usage, sentAt, ...(disk && { disk }) });
  }
}
