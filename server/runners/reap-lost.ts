import type { Context } from "#server/context.ts";
import { LEASE_MS } from "#server/domain/liveness.ts";
import { abandonReplica } from "./abandon-replica.ts";
import { endReplica } from "./replica-rows.ts";

/** What was given up. */
export interface Reaped {
  runners: number;
  replicas: number;
  executions: number;
}

/**
 * Gives up runners and replicas whose lease has ended, and applies `onReset` to what they held. Call it only when the
 * database was within reach for a whole lease: else those who could not renew meanwhile would be given up for it.
 */
export async function reapLost(ctx: Context): Promise<Reaped> {
  const { sql } = ctx.database;
  const expired = new Date(ctx.clock.now().getTime() - LEASE_MS);
  const runners = await sql`
    update runners set state = 'lost'
    where state in ('active', 'stopping') and heartbeat_at < ${expired} returning id`;
  const replicas = await sql<{ id: string }[]>`
    select id from replicas where ended_at is null and heartbeat_at < ${expired}`;
  let executions = 0;
  for (const { id } of replicas) {
    await endReplica(ctx, id, "lost", "Its lease ended: nothing was heard of it for 30 s");
    executions += await abandonReplica(ctx, id, "lost");
  }
  return { runners: runners.length, replicas: replicas.length, executions };
}

/** Calls `reapLost` once the database has answered for a whole lease without a gap. */
export class Reaper {
  readonly #ctx: Context;
  /** On the monotonic clock; null while the database is away. */
  #answersSince: number | null = null;

  constructor(ctx: Context) {
    this.#ctx = ctx;
  }

  /** Call it every few seconds. Null when it did not look. */
  async tick(): Promise<Reaped | null> {
    const { clock, database } = this.#ctx;
    try {
      await database.sql`select 1`;
      this.#answersSince ??= clock.monotonic();
      return clock.monotonic() - this.#answersSince >= LEASE_MS ? await reapLost(this.#ctx) : null;
    } catch (error) {
      this.#answersSince = null;
      throw error;
    }
  }
}
