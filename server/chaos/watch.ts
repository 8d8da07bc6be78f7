import type { Context } from "#server/context.ts";

const LOOK_MS = 400;

/** Looks on while the run goes, by the one clock that does not jump. */
export class Watch {
  /** When an execution was first seen to have failed for having waited too long; nanoseconds of the monotonic clock. */
  readonly expired = new Map<string, bigint>();
  readonly #ctx: Context;
  #looking = false;

  constructor(ctx: Context) {
    this.#ctx = ctx;
  }

  /** Returns what ends it. */
  start(): () => void {
    return this.#ctx.clock.every(LOOK_MS, () => {
      if (!this.#looking) void this.#look();
    });
  }

  async #look(): Promise<void> {
    this.#looking = true;
    try {
      const rows = await this.#ctx.database.sql<{ id: string }[]>`
        select id from executions where status = 'failed' and reason = 'queue-timeout'`;
      const now = process.hrtime.bigint();
      for (const { id } of rows) if (!this.expired.has(id)) this.expired.set(id, now);
    } catch {
      // The database is away: it is asked again.
    } finally {
      this.#looking = false;
    }
  }
}
