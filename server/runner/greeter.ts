import type { Clock } from "#server/clock.ts";
import type { PlacedAttempt } from "#server/executions/placed-attempts.ts";
import type { Log } from "#server/log.ts";
import {
  type AgentMessage,
  type AttemptRef,
  isUnderstood,
  keyOf,
  PROTOCOL_VERSION,
} from "#server/protocol/runner-agent.ts";
import type { AgentHub } from "./agent-hub.ts";
import type { HeldReplica, ReplicaBook } from "./replica-book.ts";
import type { RunnerRows } from "./runner-rows.ts";

type Hello = Extract<AgentMessage, { type: "hello" }>;

interface Greeted extends Pick<Hello, "running" | "lastSeq"> {
  /** Attempts that it had begun by then, as rows knew; what it began later it may have been given since. */
  begun: ReadonlySet<string>;
}

/** Brings rows and an agent that says hello into agreement, after any absence of either side. */
export class Greeter {
  readonly #rows: RunnerRows;
  readonly #clock: Clock;
  readonly #book: ReplicaBook;
  readonly #hub: AgentHub;
  readonly #log: Log;
  /** What each agent said it runs, and up to which event, until all that is applied. */
  readonly #hellos = new Map<string, Greeted>();
  /** Agents that this runner has met before: others that run something knew the runner before this one. */
  readonly #met = new Set<string>();

  constructor(rows: RunnerRows, clock: Clock, book: ReplicaBook, hub: AgentHub, log: Log) {
    this.#rows = rows;
    this.#clock = clock;
    this.#book = book;
    this.#hub = hub;
    this.#log = log;
  }

  /** Answers a hello: what is acknowledged, and what must stop because rows say that it is over. */
  async greet(hello: Hello): Promise<void> {
    const { replicaId } = hello;
    const held = this.#book.get(replicaId);
    const row = (await this.#rows.liveReplicas()).find(({ id }) => id === replicaId);
    if (!held || !row) {
      this.#log.warn({ replicaId }, "an agent came back whose replica has ended");
      this.#hub.send(replicaId, {
        type: "welcome",
        version: PROTOCOL_VERSION,
        // What it still has to say is written down as late.
        ackedSeq: (await this.#rows.ackedSeqOf(replicaId)) ?? hello.lastSeq,
        fenced: hello.running,
      });
      this.#hub.send(replicaId, { type: "shutdown" });
      return;
    }
    held.caughtUpAt = null;
    if (!isUnderstood(hello.version)) await this.#setAside(held, hello.version);
    const placed = await this.#rows.placedAttempts(replicaId);
    const fenced = hello.running.filter((ref) => !placed.some((one) => isSame(one, ref)));
    held.busy = new Set(placed.map(keyOf));
    const { running, lastSeq } = hello;
    const begun = new Set(placed.filter(({ started }) => started).map(keyOf));
    this.#hellos.set(replicaId, { running, lastSeq, begun });
    this.#hub.send(replicaId, { type: "welcome", version: PROTOCOL_VERSION, ackedSeq: row.ackedSeq, fenced });
    this.#log.info(
      { replicaId, running: hello.running.length, fenced: fenced.length },
      "an agent is connected",
    );
    await this.#rows.noteReconnected(replicaId, running, !this.#met.has(replicaId));
    this.#met.add(replicaId);
    if (hello.ready) await this.becomeReady(held);
    await this.onApplied(replicaId, row.ackedSeq);
  }

  /** Its present work is all that it gets; the keeper writes that down. */
  async #setAside(held: HeldReplica, version: number): Promise<void> {
    const { id, serviceId, revision, state } = held;
    held.isForeign = true;
    if (state !== "stopping") held.state = "draining";
    const about = { replicaId: id, version, ours: PROTOCOL_VERSION };
    this.#log.warn(about, "an agent of another Curfew finishes what it runs, and is replaced");
    if (state !== "starting") return;
    // It is new, so the next one would be no other.
    const error = `Its agent is of another Curfew than its runner (protocol ${version}, not ${PROTOCOL_VERSION}): start Curfew again`;
    await this.#rows.noteStartFailure(serviceId, { revision, error });
  }

  async becomeReady(held: HeldReplica): Promise<void> {
    if (held.state !== "starting") return;
    await this.#rows.setReplicaReady(held.id);
    held.state = "ready";
  }

  /**
   * Call it with each acknowledgement. Once all that was spooled at the hello is applied, rows and agent are compared,
   * and it resolves to true: from now on the agent takes work.
   */
  async onApplied(replicaId: string, ackedSeq: number): Promise<boolean> {
    const hello = this.#hellos.get(replicaId);
    const held = this.#book.get(replicaId);
    if (!hello || !held || ackedSeq < hello.lastSeq) return false;
    this.#hellos.delete(replicaId);
    await this.#compare(held, hello);
    held.caughtUpAt = this.#clock.monotonic();
    return true;
  }

  async #compare(held: HeldReplica, hello: Greeted): Promise<void> {
    const placed = await this.#rows.placedAttempts(held.id);
    held.busy = new Set(placed.map(keyOf));
    const unknown = placed.filter((one) => !hello.running.some((ref) => isSame(one, ref)));
    await this.#sendAgain(
      held,
      unknown.filter(({ started }) => !started),
    );
    await this.#abandon(
      held,
      unknown.filter((one) => hello.begun.has(keyOf(one))),
    );
    for (const { stop, ...ref } of placed) {
      if (stop)
        this.#hub.send(held.id, {
          type: "stop",
          ...stop,
          executionId: ref.executionId,
          attempt: ref.attempt,
        });
    }
  }

  /** Claimed, and perhaps never delivered: an agent that has them takes no second copy. */
  async #sendAgain(held: HeldReplica, refs: PlacedAttempt[]): Promise<void> {
    if (refs.length === 0) return;
    const assignments = await this.#rows.readAssignments(
      held.id,
      refs.map(({ executionId }) => executionId),
    );
    this.#hub.send(held.id, { type: "assign", assignments });
  }

  /** Their agent began them and does not know them any more. */
  async #abandon(held: HeldReplica, refs: AttemptRef[]): Promise<void> {
    await this.#rows.abandonAttempts(refs, "reset");
    for (const ref of refs) this.#book.release(held.id, ref);
  }
}

function isSame(one: AttemptRef, other: AttemptRef): boolean {
  return one.executionId === other.executionId && one.attempt === other.attempt;
}
