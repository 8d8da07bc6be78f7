import type { Context } from "#server/context.ts";
import { applyEvents } from "#server/executions/apply-event.ts";
import { type PlacedAttempt, placedAttempts, readAssignments } from "#server/executions/placed-attempts.ts";
import type { Log } from "#server/log.ts";
import { type AgentMessage, type AttemptRef, keyOf } from "#server/protocol/runner-agent.ts";
import { ackedSeqOf, liveReplicas } from "#server/runners/live-replicas.ts";
import { setReplicaReady } from "#server/runners/replica-rows.ts";
import type { AgentHub } from "./agent-hub.ts";
import type { HeldReplica, ReplicaBook } from "./replica-book.ts";

type Hello = Extract<AgentMessage, { type: "hello" }>;

/** Brings rows and an agent that says hello into agreement, after any absence of either side. */
export class Greeter {
  readonly #ctx: Context;
  readonly #book: ReplicaBook;
  readonly #hub: AgentHub;
  readonly #log: Log;
  /** What each agent said it runs, and up to which event, until all that is applied. */
  readonly #hellos = new Map<string, Hello>();

  constructor(ctx: Context, book: ReplicaBook, hub: AgentHub, log: Log) {
    this.#ctx = ctx;
    this.#book = book;
    this.#hub = hub;
    this.#log = log;
  }

  /** Answers a hello: what is acknowledged, and what must stop because rows say that it is over. */
  async greet(hello: Hello): Promise<void> {
    const { replicaId } = hello;
    const held = this.#book.get(replicaId);
    const row = (await liveReplicas(this.#ctx)).find(({ id }) => id === replicaId);
    if (!held || !row) {
      this.#log.warn({ replicaId }, "an agent came back whose replica has ended");
      this.#hub.send(replicaId, {
        type: "welcome",
        version: hello.version,
        // What it still has to say is written down as late.
        ackedSeq: (await ackedSeqOf(this.#ctx, replicaId)) ?? hello.lastSeq,
        fenced: hello.running,
      });
      this.#hub.send(replicaId, { type: "shutdown" });
      return;
    }
    held.caughtUpAt = null;
    const placed = await placedAttempts(this.#ctx, replicaId);
    const fenced = hello.running.filter((ref) => !placed.some((one) => isSame(one, ref)));
    held.busy = new Set(placed.map(keyOf));
    this.#hellos.set(replicaId, hello);
    this.#hub.send(replicaId, { type: "welcome", version: hello.version, ackedSeq: row.ackedSeq, fenced });
    this.#log.info(
      { replicaId, running: hello.running.length, fenced: fenced.length },
      "an agent is connected",
    );
    if (hello.ready) await this.becomeReady(held);
    await this.onApplied(replicaId, row.ackedSeq);
  }

  async becomeReady(held: HeldReplica): Promise<void> {
    if (held.state !== "starting") return;
    await setReplicaReady(this.#ctx, held.id);
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
    held.caughtUpAt = this.#ctx.clock.monotonic();
    return true;
  }

  async #compare(held: HeldReplica, hello: Hello): Promise<void> {
    const placed = await placedAttempts(this.#ctx, held.id);
    held.busy = new Set(placed.map(keyOf));
    const unknown = placed.filter((one) => !hello.running.some((ref) => isSame(one, ref)));
    await this.#sendAgain(
      held,
      unknown.filter(({ started }) => !started),
    );
    await this.#abandon(
      held,
      unknown.filter(({ started }) => started),
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
    const assignments = await readAssignments(
      this.#ctx,
      held.id,
      refs.map(({ executionId }) => executionId),
    );
    this.#hub.send(held.id, { type: "assign", assignments });
  }

  /** Their agent began them and does not know them any more. */
  async #abandon(held: HeldReplica, refs: AttemptRef[]): Promise<void> {
    const at = this.#ctx.clock.now();
    await applyEvents(
      this.#ctx,
      refs.map(({ executionId, attempt }) => ({
        executionId,
        event: { type: "abandoned" as const, attempt, reason: "reset" as const },
        at,
        actor: this.#ctx.actor,
      })),
    );
    for (const ref of refs) this.#book.release(held.id, ref);
  }
}

function isSame(one: AttemptRef, other: AttemptRef): boolean {
  return one.executionId === other.executionId && one.attempt === other.attempt;
}
