import type { Clock } from "#server/clock.ts";
import { LEASE_MS } from "#server/domain/liveness.ts";

/** When a runner or a replica last gave a sign, as its row says. */
export interface SignOfLife {
  kind: "runner" | "replica";
  id: string;
  /** Milliseconds since 1970, on the database's clock. */
  at: number;
}

/** Of an agent that is silent the same time is written again and again, and not to the millisecond. */
export const SAME_SIGN_MS = 1_000;

/**
 * Finds leases that have ended. It compares no clocks: what counts is for how long a row was seen here without a new
 * sign, on a clock that no clock jump moves.
 */
export class LeaseWatch {
  readonly #clock: Pick<Clock, "monotonic">;
  #seen = new Map<string, { at: number; since: number }>();

  constructor(clock: Pick<Clock, "monotonic">) {
    this.#clock = clock;
  }

  /** Those without a new sign for a whole lease. Call it every few seconds with all there are. */
  look(signs: readonly SignOfLife[]): SignOfLife[] {
    const now = this.#clock.monotonic();
    this.#seen = new Map(
      signs.map(({ id, at }) => {
        const before = this.#seen.get(id);
        return [id, before && Math.abs(before.at - at) < SAME_SIGN_MS ? before : { at, since: now }];
      }),
    );
    return signs.filter(({ id }) => now - (this.#seen.get(id)?.since ?? now) >= LEASE_MS);
  }

  /** The rows were out of reach: those who could not renew meanwhile have a whole lease again. */
  beginAnew(): void {
    this.#seen.clear();
  }
}
