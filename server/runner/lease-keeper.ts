import type { Context } from "#server/context.ts";
import type { Log } from "#server/log.ts";
import { renewLeases } from "#server/runners/renew-leases.ts";
import type { AgentHub } from "./agent-hub.ts";
import type { RunnerTerm } from "./dispatcher.ts";
import type { ReplicaBook } from "./replica-book.ts";

export interface LeaseKeeperParts {
  ctx: Context;
  term: RunnerTerm;
  book: ReplicaBook;
  hub: AgentHub;
  /** Nobody else can reach the database while this runner can't: its agents may go on for as long as it is away. */
  databaseIsLocal: boolean;
  log: Log;
  /** Called when this process must go: another has become this runner. */
  onSuperseded: () => void;
}

/** Renews the runner's lease and its replicas', and only then those of its agents: docs/decisions/leases.md. */
export class LeaseKeeper {
  readonly #parts: LeaseKeeperParts;

  constructor(parts: LeaseKeeperParts) {
    this.#parts = parts;
  }

  async runOnce(): Promise<void> {
    const { hub, databaseIsLocal, log } = this.#parts;
    try {
      if (!(await this.#renewRows())) return;
    } catch (error) {
      if (!databaseIsLocal) throw error;
      log.warn(
        { error },
        "leases can't be written; agents go on, for nobody else can reach this database either",
      );
    }
    for (const replicaId of hub.connected()) hub.send(replicaId, { type: "lease" });
  }

  async #renewRows(): Promise<boolean> {
    const { ctx, term, book, hub, log, onSuperseded } = this.#parts;
    // A frozen agent keeps its connection: only what was heard is a sign of life.
    const signs = book.all().flatMap(({ id, heardAt, cpuCores, memoryBytes }) => {
      if (heardAt === null || !hub.isConnected(id)) return [];
      const silentMs = ctx.clock.monotonic() - heardAt;
      return [{ replicaId: id, silentMs, cpuCores, memoryBytes }];
    });
    const { held, lost } = await renewLeases(ctx, term, signs);
    if (!held) {
      log.error({ epoch: term.epoch }, "another process has become this runner");
      onSuperseded();
      return false;
    }
    for (const replicaId of lost) {
      log.warn({ replicaId }, "a replica had been given up as lost; its agent is told to stop");
      hub.disconnect(replicaId);
    }
    return true;
  }
}
