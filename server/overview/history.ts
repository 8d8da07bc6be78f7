import { z } from "zod";
import type { Context } from "#server/context.ts";
import type { History, OutcomeHour, Waste } from "#server/domain/overview.ts";
import type { EndReason, ExecutionStatus } from "#server/domain/status.ts";
import { MOST_NAMED, NEAR_THE_END_PERCENT } from "#server/domain/waste.ts";

const HOUR_MS = 3_600_000;
const MOST_HOURS = 168;
const hourWords = `hours must be a whole number from 1 to ${MOST_HOURS}`;

export const HistoryInput = z.strictObject({
  hours: z.number(hourWords).int(hourWords).min(1, hourWords).max(MOST_HOURS, hourWords).default(24),
});
export type HistoryInput = z.output<typeof HistoryInput>;

/** How executions ended in the last hours, hour by hour up to this one, and what work was thrown away meanwhile. */
export async function history(ctx: Context, { hours }: HistoryInput): Promise<History> {
  const thisHour = Math.floor(ctx.clock.now().getTime() / HOUR_MS) * HOUR_MS;
  const from = new Date(thisHour - (hours - 1) * HOUR_MS);
  const [ends, waste] = await Promise.all([readEnds(ctx, from), readWaste(ctx, from)]);
  return { from, hours: byHour(ends, from, hours), waste };
}

interface Ends {
  hour: number;
  status: ExecutionStatus;
  reason: EndReason | null;
  count: number;
}

/**
 * Ids tell when an execution was created, so that what ended since `from` is found among the newest ids; what lived for
 * more than an hour has an index of its own.
 */
async function readEnds({ database: { sql } }: Context, from: Date): Promise<Ends[]> {
  const newest = lowestIdOf(new Date(from.getTime() - HOUR_MS));
  const rows = await sql<Ends[]>`
    select floor(extract(epoch from ended_at - ${from}::timestamptz) / 3600)::int as hour, status, reason,
      count(*)::int as count
    from (
      select status, reason, ended_at from executions where id >= ${newest} and ended_at >= ${from}
      union all
      select status, reason, ended_at from executions
      where ended_at >= ${from} and ended_at - created_at > interval '1 hour' and id < ${newest}
    ) e group by 1, 2, 3`;
  return [...rows];
}

async function readWaste({ database: { sql } }: Context, from: Date): Promise<Waste[]> {
  const rows = await sql<Waste[]>`
    select s.name as "serviceName", w.reason, w.attempts, w.wasted as "wastedMs", w.near as "nearTheEnd",
      w.near_ms as "nearTheEndMs", w.ids as "executionIds"
    from (
      select o.service_id, o.reason, sum(o.attempts)::int as attempts, sum(o.wasted) as wasted,
        sum(o.near)::int as near, sum(o.near_ms) as near_ms,
        (array_agg(o.id order by o.wasted desc, o.id))[1:${MOST_NAMED}] as ids
      from (
        select e.id, e.service_id, a.reason, count(*) as attempts, sum(a.wasted_ms) as wasted,
          count(*) filter (where ${near()}) as near,
          coalesce(sum(a.wasted_ms) filter (where ${near()}), 0) as near_ms
        from attempts a join executions e on e.id = a.execution_id
        where a.wasted_ms is not null and a.ended_at >= ${from} group by e.id, a.reason
      ) o group by o.service_id, o.reason
    ) w join services s on s.id = w.service_id order by w.wasted desc limit 100`;
  return [...rows];

  function near() {
    return sql`a.reason = 'timeout' and a.progress >= ${NEAR_THE_END_PERCENT}`;
  }
}

function byHour(ends: Ends[], from: Date, hours: number): OutcomeHour[] {
  const empty = { success: 0, failed: 0, timeout: 0, terminated: 0 };
  const all = Array.from(
    { length: hours },
    (_, hour): OutcomeHour => ({ from: new Date(from.getTime() + hour * HOUR_MS), ...empty }),
  );
  for (const { hour, status, reason, count } of ends) {
    const at = all[Math.min(hour, hours - 1)];
    if (!at || status === "created" || status === "in-progress") continue;
    at[status] += count;
    if (reason === "timeout") at.timeout += count;
  }
  return all;
}

/** The lowest UUID v7 of a moment. */
function lowestIdOf(moment: Date): string {
  const hex = Math.max(0, moment.getTime()).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
