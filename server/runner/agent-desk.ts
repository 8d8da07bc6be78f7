import type { WorkHint } from "#db/channels.ts";
import type { Clock } from "#server/clock.ts";
import type { Log } from "#server/log.ts";
import type { AgentMessage, SequencedEvent } from "#server/protocol/runner-agent.ts";
import { AgentHub } from "./agent-hub.ts";
import { Dispatcher, type RunnerTerm } from "./dispatcher.ts";
import { EventIntake } from "./event-intake.ts";
import { Greeter } from "./greeter.ts";
import type { HeldReplica, ReplicaBook } from "./replica-book.ts";
import type { RunnerRows } from "./runner-rows.ts";
import { StopCarrier } from "./stop-carrier.ts";

export interface AgentDeskListener {
  /** An agent is back: its lease may be about to end. */
  onGreeted(): void;
  /** An agent's connection is gone. */
  onClosed(): void;
  /** Its workers can take work for the first time. */
  onReady(held: HeldReplica): Promise<void>;
  /** Its replica ends because code ignored its stop; it takes nothing new. */
  onReset(): void;
  /** Its replica takes nothing new, and ends once nothing runs on it. */
  onFailed(held: HeldReplica, message: string): void;
}

export interface AgentDeskParts {
  rows: RunnerRows;
  clock: Clock;
  term: RunnerTerm;
  book: ReplicaBook;
  log: Log;
}

/** All that is said between a runner and its agents: greets them, gives them work and stops, writes down what they say. */
export class AgentDesk {
  readonly hub: AgentHub;
  readonly #parts: AgentDeskParts;
  readonly #listener: AgentDeskListener;
  readonly #intake: EventIntake;
  readonly #greeter: Greeter;
  readonly #dispatcher: Dispatcher;
  readonly #stops: StopCarrier;

  constructor(parts: AgentDeskParts, listener: AgentDeskListener) {
    this.#parts = parts;
    this.#listener = listener;
    const { rows, clock, term, book, log } = parts;
    this.hub = new AgentHub(
      {
        onMessage: (replicaId, message) => this.#onMessage(replicaId, message),
        onClosed: (replicaId) => this.#onClosed(replicaId),
      },
      log,
    );
    this.#intake = new EventIntake(
      rows,
      clock,
      {
        onApplied: (replicaId, events, ackedSeq) => this.#onApplied(replicaId, events, ackedSeq),
        onRefused: (replicaId) => this.hub.disconnect(replicaId),
      },
      log,
    );
    this.#greeter = new Greeter(rows, clock, book, this.hub, log);
    this.#dispatcher = new Dispatcher(rows, term, book, this.hub, log);
    this.#stops = new StopCarrier(rows, term.id, this.hub);
  }

  onHint(hint: WorkHint): void {
    if (hint.type === "stop" || hint.type === "order") this.#stops.carry(hint);
    else this.#dispatcher.kick();
  }

  /** Something may be there to claim. */
  kick(): void {
    this.#dispatcher.kick();
  }

  /** What stands behind the hints. */
  async poll(): Promise<void> {
    this.#dispatcher.kick();
    await this.#stops.carryUnanswered();
  }

  /** Resolves once nothing is being claimed; nothing is claimed afterwards. */
  async stopClaiming(): Promise<void> {
    await this.#dispatcher.stop();
  }

  /** Agents keep what is not written down by now. */
  async close(): Promise<void> {
    await this.#dispatcher.stop();
    await this.#intake.stop();
    this.hub.closeAll();
  }

  #onMessage(replicaId: string, message: AgentMessage): void {
    const { book, clock } = this.#parts;
    const held = book.get(replicaId);
    if (held) held.heardAt = clock.monotonic();
    if (held && message.type !== "events") held.sentAt = Math.max(held.sentAt ?? 0, message.sentAt);
    switch (message.type) {
      case "hello":
        // Not only after the greeting, which needs rows.
        if (held?.state === "stopping") this.hub.send(replicaId, { type: "shutdown" });
        this.#orMeetAgain(replicaId, "an agent could not be greeted", async () => {
          await this.#greeter.greet(message);
          this.#listener.onGreeted();
          this.#afterGreeting(replicaId);
        });
        return;
      case "events":
        this.#intake.push(replicaId, message.events);
        return;
      case "heartbeat":
        if (held) Object.assign(held, message.usage, { diskFault: message.disk ?? null });
    }
  }

  #afterGreeting(replicaId: string): void {
    const state = this.#parts.book.get(replicaId)?.state;
    if (state === "draining") this.hub.send(replicaId, { type: "drain" });
    if (state === "stopping") this.hub.send(replicaId, { type: "shutdown" });
    this.#dispatcher.kick();
  }

  #onClosed(replicaId: string): void {
    const held = this.#parts.book.get(replicaId);
    if (held) held.caughtUpAt = null;
    this.#listener.onClosed();
  }

  #onApplied(replicaId: string, events: SequencedEvent[], ackedSeq: number): void {
    const { book } = this.#parts;
    const held = book.get(replicaId);
    this.hub.send(replicaId, { type: "ack", seq: ackedSeq });
    for (const { event } of events) {
      if (event.type === "ended") book.release(replicaId, event);
      if (event.type === "ended" && event.outcome.type === "refused" && held) takeNothingNew(held);
      if (event.type === "replica_failed" && held) this.#listener.onFailed(held, event.message);
      if (event.type === "ready" && held) this.#becomeReady(held);
      if (event.type === "reset_started" && held) this.#onReset(held);
    }
    // Without a slot that became free there is nothing new to claim, and the next hint would wait for the look.
    if (events.some(({ event }) => event.type === "ended")) this.#dispatcher.kick();
    this.#orMeetAgain(replicaId, "an agent and its rows were not compared", async () => {
      if (await this.#greeter.onApplied(replicaId, ackedSeq)) this.#dispatcher.kick();
    });
  }

  #becomeReady(held: HeldReplica): void {
    this.#orMeetAgain(held.id, "a replica was not marked ready", async () => {
      await this.#greeter.becomeReady(held);
      await this.#listener.onReady(held);
      this.#dispatcher.kick();
    });
  }

  /** Its agent takes nothing new; another replica may, at once. */
  #onReset(held: HeldReplica): void {
    takeNothingNew(held);
    this.#listener.onReset();
  }

  /** What fails is done anew at the agent's next hello. */
  #orMeetAgain(replicaId: string, failure: string, step: () => Promise<void>): void {
    step().catch((error: unknown) => {
      this.#parts.log.error({ replicaId, error }, failure);
      this.hub.disconnect(replicaId);
    });
  }
}

function takeNothingNew(held: HeldReplica): void {
  if (held.state !== "stopping") held.state = "draining";
}
