import type { Context } from "#server/context.ts";
import { applyEvents } from "./apply-event.ts";

/** At a time; what is left comes with the next call. */
const MOST = 1_000;

/**
 * Fails what has waited for longer than its service allows now. It waits since it was created, or since its last
 * attempt was cut, or may be tried again; also while the service is paused. Which process wrote that down, by what clock,
 * makes no difference: times in rows that are compared are the database's. Call it every second or so. How many there were.
 */
export async function expireQueued(ctx: Context): Promise<number> {
  const due = await ctx.database.sql<{ id: string; attempt: number }[]>`
    select e.id, e.attempt from services s
    join revisions r on r.service_id = s.id and r.number = s.revision
      and r.config#>>'{policy,queueTimeout}' is not null
    join executions e on e.service_id = s.id and e.status = 'created' and e.not_before is null
      and e.updated_at <= ${ctx.database.now()} - (r.config#>>'{policy,queueTimeout}')::int * interval '1 second'
    order by e.id limit ${MOST}`;
  const applied = await applyEvents(
    ctx,
    due.map(({ id, attempt }) => ({
      executionId: id,
      event: { type: "queue_expired", attempt },
      at: ctx.clock.now(),
      actor: ctx.actor,
    })),
  );
  return applied.filter(({ effect }) => effect === "changed").length;
}
