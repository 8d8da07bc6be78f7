import type { Claimed } from "#server/executions/claim.ts";
import type { Log } from "#server/log.ts";
import { type Assignment, keyOf } from "#server/protocol/runner-agent.ts";
import type { AgentHub } from "./agent-hub.ts";
import type { HeldReplica, ReplicaBook } from "./replica-book.ts";
import type { RunnerRows } from "./runner-rows.ts";

/** A runner, and which of its lives this is. */
export interface RunnerTerm {
  id: string;
  epoch: number;
}

/** Gives created executions to free slots: at once when told to look, one claim at a time. */
export class Dispatcher {
  readonly #rows: RunnerRows;
  readonly #runner: RunnerTerm;
  readonly #book: ReplicaBook;
  readonly #hub: AgentHub;
  readonly #log: Log;
  #claiming: Promise<void> | null = null;
  #again = false;
  /** A claim broke off: it may have been committed, and then nobody was told what was claimed. */
  #uncertain = false;
  #stopped = false;

  constructor(rows: RunnerRows, runner: RunnerTerm, book: ReplicaBook, hub: AgentHub, log: Log) {
    this.#rows = rows;
    this.#runner = runner;
    this.#book = book;
    this.#hub = hub;
    this.#log = log;
  }

  /** Something may be there to claim, or a slot has become free. */
  kick(): void {
    this.#again = true;
    this.#claiming ??= this.#claimWhileAsked().finally(() => {
      this.#claiming = null;
    });
  }

  /** Resolves once nothing is being claimed; nothing is claimed afterwards. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#claiming;
  }

  async #claimWhileAsked(): Promise<void> {
    while (this.#again && !this.#stopped) {
      this.#again = false;
      try {
        if (this.#uncertain) await this.#deliverUntold();
        this.#uncertain = true;
        await this.#claimOnce();
        this.#uncertain = false;
      } catch (error) {
        // The next hint or the poll tries again.
        this.#log.error({ error }, "claiming failed");
        return;
      }
    }
  }

  /** Rows are the truth: what they place on a replica, and nobody here knows of, goes to its agent. */
  async #deliverUntold(): Promise<void> {
    for (const held of this.#book.all().filter((replica) => this.#isTaking(replica))) {
      const placed = await this.#rows.placedAttempts(held.id);
      const untold = placed.filter((ref) => !held.busy.has(keyOf(ref))).map((ref) => ref.executionId);
      if (untold.length === 0) continue;
      // Read again: one that has ended since the first look is not among them.
      this.#assign(held.id, await this.#rows.readAssignments(held.id, untold));
    }
  }

  #isTaking({ id, caughtUpAt }: HeldReplica): boolean {
    return caughtUpAt !== null && this.#hub.isConnected(id);
  }

  #assign(replicaId: string, assignments: Assignment[]): void {
    for (const assignment of assignments) this.#book.occupy(replicaId, assignment);
    // Without a connection they reach the agent when it says hello again.
    this.#hub.send(replicaId, { type: "assign", assignments });
  }

  async #claimOnce(): Promise<void> {
    const slots = this.#book.freeSlots((replica) => this.#isTaking(replica));
    if (slots.length === 0) return;
    const { id: runnerId, epoch } = this.#runner;
    const claimed = await this.#rows.claimExecutions({ runnerId, epoch, slots });
    for (const [replicaId, assignments] of byReplica(claimed)) this.#assign(replicaId, assignments);
  }
}

function byReplica(claimed: Claimed[]): Map<string, Assignment[]> {
  const groups = new Map<string, Assignment[]>();
  for (const { replicaId, assignment } of claimed) {
    const group = groups.get(replicaId);
    if (group) group.push(assignment);
    else groups.set(replicaId, [assignment]);
  }
  return groups;
}
