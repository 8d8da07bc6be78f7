import type { DiskFault } from "#server/domain/disk-fault.ts";
import { type AttemptRef, keyOf } from "#server/protocol/runner-agent.ts";
import type { LiveReplica } from "#server/runners/live-replicas.ts";

/** What this runner knows of one of its replicas. */
export interface HeldReplica extends LiveReplica {
  /** Attempts that occupy its slots, by `executionId#attempt`. */
  busy: Set<string>;
  /** All that its agent had spooled when it said hello is applied: rows and agent can be compared. */
  caughtUpAt: number | null;
  /** When its agent was last heard, on the monotonic clock. */
  heardAt: number | null;
  /** When its agent last said that it lives, on that agent's own monotonic clock. */
  sentAt: number | null;
  /** Its agent is of another Curfew, whose protocol is not this one's: it takes nothing new. */
  isForeign: boolean;
  cpuCores: number | null;
  memoryBytes: number | null;
  /** Null while its spool is written to disk. */
  diskFault: DiskFault | null;
}

/** Slots that a claim may fill. */
export interface FreeSlots {
  replicaId: string;
  serviceId: string;
  free: number;
}

/** The replicas that this runner holds, in memory; rows stay the truth. */
export class ReplicaBook {
  readonly #replicas = new Map<string, HeldReplica>();

  add(replica: LiveReplica): HeldReplica {
    const held = {
      ...replica,
      busy: new Set<string>(),
      caughtUpAt: null,
      heardAt: null,
      sentAt: null,
      isForeign: false,
      cpuCores: null,
      memoryBytes: null,
      diskFault: null,
    };
    this.#replicas.set(replica.id, held);
    return held;
  }

  get(id: string): HeldReplica | undefined {
    return this.#replicas.get(id);
  }

  remove(id: string): void {
    this.#replicas.delete(id);
  }

  all(): HeldReplica[] {
    return [...this.#replicas.values()];
  }

  occupy(id: string, ref: AttemptRef): void {
    this.#replicas.get(id)?.busy.add(keyOf(ref));
  }

  release(id: string, ref: AttemptRef): void {
    this.#replicas.get(id)?.busy.delete(keyOf(ref));
  }

  /** Of the replicas for which `takesWork` holds. */
  freeSlots(takesWork: (replica: HeldReplica) => boolean): FreeSlots[] {
    return this.all()
      .filter(
        (replica) => replica.state === "ready" && replica.busy.size < replica.slots && takesWork(replica),
      )
      .map(({ id, serviceId, slots, busy }) => ({
        replicaId: id,
        serviceId,
        free: slots - busy.size,
      }));
  }
}
