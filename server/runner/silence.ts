import type { Clock } from "#server/clock.ts";
import { LEASE_MS, SELF_FENCE_MS } from "#server/domain/liveness.ts";
import type { HeldReplica } from "./replica-book.ts";

/** An agent that has not connected yet may take this long: a slow machine starts it slowly. */
const START_MS = 2 * LEASE_MS;
/** A longer gap between two looks is this runner's own standstill, and nobody else's silence. */
const LONGEST_GAP_MS = 2_000;

/** How long each agent has been silent, counted only while this runner looked: a runner that was frozen accuses nobody. */
export class Silence {
  readonly #clock: Pick<Clock, "monotonic">;
  readonly #silences = new Map<string, { heardAt: number | null; silentMs: number }>();
  #lookedAt: number | null = null;

  constructor(clock: Pick<Clock, "monotonic">) {
    this.#clock = clock;
  }

  /** The replicas whose agents are frozen, or would have ended by themselves by now. Call it every second or so. */
  look(replicas: readonly Pick<HeldReplica, "id" | "heardAt">[]): Set<string> {
    const now = this.#clock.monotonic();
    const gapMs = Math.min(now - (this.#lookedAt ?? now), LONGEST_GAP_MS);
    this.#lookedAt = now;
    return new Set(replicas.filter((held) => this.#isTooLong(held, gapMs)).map(({ id }) => id));
  }

  forget(replicaId: string): void {
    this.#silences.delete(replicaId);
  }

  #isTooLong({ id, heardAt }: Pick<HeldReplica, "id" | "heardAt">, gapMs: number): boolean {
    const before = this.#silences.get(id);
    const silentMs = before && before.heardAt === heardAt ? before.silentMs + gapMs : 0;
    this.#silences.set(id, { heardAt, silentMs });
    return silentMs >= (heardAt === null ? START_MS : SELF_FENCE_MS);
  }
}
