import type { Clock } from "#server/clock.ts";
import type { Log } from "#server/log.ts";
import type { AgentHub } from "./agent-hub.ts";
import type { RunnerTerm } from "./dispatcher.ts";
import type { ReplicaBook } from "./replica-book.ts";
import type { RunnerRows } from "./runner-rows.ts";

/** For how long the database is waited for: one that hangs raises no error, and leases are to be sent long before they end. */
const ANSWER_MS = 3_000;

export interface LeaseKeeperParts {
  rows: Pick<RunnerRows, "renewLeases">;
  clock: Clock;
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
  /** Asked and not answered yet; another one would only queue behind it. */
  #renewing: Promise<boolean> | null = null;

  constructor(parts: LeaseKeeperParts) {
    this.#parts = parts;
  }

  async runOnce(): Promise<void> {
    const { book, hub, databaseIsLocal, log } = this.#parts;
    // What is heard while the rows are being written is not in them.
    const signs = book
      .all()
      .filter(({ id }) => hub.isConnected(id))
      .map(({ id, sentAt }) => ({ id, sentAt }));
    try {
      if (!(await this.#renewInTime())) return;
    } catch (error) {
      if (!databaseIsLocal) throw error;
      log.warn(
        { error },
        "leases can't be written; agents go on, for nobody else can reach this database either",
      );
    }
    for (const { id, sentAt } of signs) if (sentAt !== null) hub.send(id, { type: "lease", sentAt });
  }

  /** Throws when the database does not answer in time; what it answers later is heard by the next call. */
  async #renewInTime(): Promise<boolean> {
    this.#renewing ??= this.#renewRows().finally(() => {
      this.#renewing = null;
    });
    let cancel = () => {};
    const late = new Promise<never>((_, reject) => {
      const fail = () => reject(new Error(`the database did not answer within ${ANSWER_MS} ms`));
      cancel = this.#parts.clock.after(ANSWER_MS, fail);
    });
    try {
      return await Promise.race([this.#renewing, late]);
    } finally {
      cancel();
    }
  }

  async #renewRows(): Promise<boolean> {
    const { rows, clock, term, book, hub, log, onSuperseded } = this.#parts;
    // A frozen agent keeps its connection: only what was heard is a sign of life.
    const signs = book.all().flatMap(({ id, heardAt, cpuCores, memoryBytes, diskFault }) => {
      if (heardAt === null || !hub.isConnected(id)) return [];
      const silentMs = clock.monotonic() - heardAt;
      return [{ replicaId: id, silentMs, cpuCores, memoryBytes, diskFault }];
    });
    const { held, lost } = await rows.renewLeases(term, signs);
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
