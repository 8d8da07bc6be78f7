import type { Context } from "#server/context.ts";
import { LEASE_MS } from "#server/domain/liveness.ts";
import { newestHeartbeat } from "./newest-heartbeat.ts";
import { type Reaped, reapLost } from "./reap-lost.ts";

/** Reaps what is lost while no runner is there to do it. */
export class StandInReaper {
  readonly #ctx: Context;
  /** On the monotonic clock; null while the database is away: those who could not renew meanwhile are not lost. */
  #answersSince: number | null = null;

  constructor(ctx: Context) {
    this.#ctx = ctx;
  }

  /** Call it every few seconds. Null when a runner does the work or it is too early to tell. */
  async tick(): Promise<Reaped | null> {
    const { clock } = this.#ctx;
    try {
      const heartbeatAt = await newestHeartbeat(this.#ctx);
      this.#answersSince ??= clock.monotonic();
      if (clock.monotonic() - this.#answersSince < LEASE_MS) return null;
      const runnerLives = heartbeatAt !== null && clock.now().getTime() - heartbeatAt.getTime() < LEASE_MS;
      return runnerLives ? null : await reapLost(this.#ctx);
    } catch (error) {
      this.#answersSince = null;
      throw error;
    }
  }
}
