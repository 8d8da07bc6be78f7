import { z } from "zod";
import type { Context } from "#server/context.ts";
import { DRILL_LABEL } from "#server/domain/drill.ts";
import { ServiceNameSchema } from "#server/domain/service-config.ts";
import {
  durationStatistics,
  type ServiceStatistics,
  STATISTIC_HOURS,
  type StatisticBar,
  successRate,
} from "#server/domain/service-statistics.ts";
import { COUNTED } from "#server/executions/count.ts";
import { firstIdAt } from "#server/executions/id-time.ts";
import { readQueueDepth } from "./queue-depth.ts";
import { theService } from "./write-revision.ts";

const hourWords = `hours is one of ${STATISTIC_HOURS.join(", ")}`;

export const StatisticsInput = z.strictObject({
  name: ServiceNameSchema,
  hours: z
    .union(
      STATISTIC_HOURS.map((hours) => z.literal(hours)),
      { error: hourWords },
    )
    .default(24),
});
export type StatisticsInput = z.input<typeof StatisticsInput>;

const BARS = 24;
/** Of each bar so many of the newest are looked at. */
const LOOKED_AT = 250;

/**
 * How what was created in the last hours has ended and how long it took, what waits now, and what waited and ran meanwhile.
 * Reads a bounded number of rows whatever there is. Drills are left out of what ended, not of what waits or ran.
 */
export async function statistics(ctx: Context, input: StatisticsInput): Promise<ServiceStatistics> {
  const { id } = await theService(ctx, input.name);
  const to = ctx.clock.now();
  const from = new Date(to.getTime() - (input.hours ?? 24) * 3_600_000);
  const width = (to.getTime() - from.getTime()) / BARS;
  const edges = Array.from({ length: BARS + 1 }, (_, n) => new Date(from.getTime() + n * width));
  const [rows, queue, queueDepth] = await Promise.all([
    readBars(ctx, id, edges),
    readQueue(ctx, id),
    readQueueDepth(ctx, id, edges.slice(1)),
  ]);
  const byBar = new Map(rows.map((row) => [row.bar, row]));
  const bars = edges.slice(0, BARS).map((at, bar): StatisticBar => {
    const { success = 0, failed = 0, terminated = 0, live = 0, more = false } = byBar.get(bar) ?? {};
    return { from: at, to: edges[bar + 1] as Date, success, failed, terminated, live, more };
  });
  return {
    from,
    to,
    bars,
    successRate: successRate(bars),
    durations: durationStatistics(rows.flatMap(({ durations }) => durations)),
    waits: durationStatistics(rows.flatMap(({ waits }) => waits)),
    queue,
    queueDepth,
  };
}

interface Row extends Omit<StatisticBar, "from" | "to"> {
  bar: number;
  durations: number[];
  waits: number[];
}

async function readBars({ database: { sql } }: Context, serviceId: string, edges: Date[]): Promise<Row[]> {
  const ids = edges.map(firstIdAt);
  return await sql<Row[]>`
    with bars as materialized (
      select n - 1 as bar, (${ids}::uuid[])[n] as first, (${ids}::uuid[])[n + 1] as beyond
      from generate_series(1, ${BARS}::int) n
    ), looked as materialized (
      select b.bar, e.* from bars b cross join lateral (
        select id, status, attempt, created_at, started_at, ended_at from executions
        where service_id = ${serviceId} and id >= b.first and id < b.beyond
        order by id desc limit ${LOOKED_AT + 1}) e
    ), cut as materialized (select bar from looked group by bar having count(*) > ${LOOKED_AT})
    select e.bar, count(*) filter (where status = 'success')::int as success,
      count(*) filter (where status = 'failed')::int as failed,
      count(*) filter (where status = 'terminated')::int as terminated,
      count(*) filter (where status in ('created', 'in-progress'))::int as live,
      bool_or(exists (select from cut where cut.bar = e.bar)) as more,
      coalesce(array_agg(extract(epoch from ended_at - started_at)::float8 * 1000)
        filter (where status = 'success' and started_at is not null), '{}') as durations,
      coalesce(array_agg(extract(epoch from started_at - created_at)::float8 * 1000)
        filter (where attempt = 1 and started_at is not null), '{}') as waits
    from looked e
    where not exists (select from execution_labels l where l.execution_id = e.id and l.key = ${DRILL_LABEL})
    group by e.bar`;
}

async function readQueue(
  { database: { sql } }: Context,
  serviceId: string,
): Promise<ServiceStatistics["queue"]> {
  const [row] = await sql<
    (Omit<ServiceStatistics["queue"], "oldest"> & { id: string | null; createdAt: Date })[]
  >`
    select least(q.count, ${COUNTED})::int as waiting, q.count > ${COUNTED} as more, o.id, o.created_at as "createdAt"
    from (select count(*) from (
      select from executions where service_id = ${serviceId} and status = 'created' limit ${COUNTED + 1}) c) q
    left join lateral (select id, created_at from executions
      where service_id = ${serviceId} and status = 'created' order by id limit 1) o on true`;
  const { waiting = 0, more = false, id = null, createdAt } = row ?? {};
  return { waiting, more, oldest: id && createdAt ? { id, createdAt } : null };
}
