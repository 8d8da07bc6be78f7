import type { Context } from "#server/context.ts";
import { ENOUGH_RUNS, type TypicalDuration } from "#server/domain/overview.ts";

type Sql = Context["database"]["sql"];

/** The newest good runs tell what is usual; older ones ran other code. */
const NEWEST = 200;

export interface ServiceFunction {
  serviceId: string;
  functionName: string;
}

/** How long good runs of these functions took; those with too few are left out. Reads a bounded number of rows a service. */
export async function typicalDurations(
  { database: { sql } }: Context,
  functions: ServiceFunction[],
): Promise<TypicalDuration[]> {
  if (functions.length === 0) return [];
  const asked = functions.map((one) => ({ service_id: one.serviceId, function_name: one.functionName }));
  const rows = await sql<TypicalDuration[]>`
    with f as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(asked)}::text::jsonb) as f(service_id uuid, function_name text))
    select f.service_id as "serviceId", f.function_name as "functionName", d.runs, d.p50 as "p50Ms", d.p95 as "p95Ms"
    from (select distinct service_id from f) v cross join lateral (${durationsOf(sql)}) d
    join f on f.service_id = v.service_id and f.function_name = d.function_name`;
  return [...rows];
}

/**
 * Ids of what runs longer than 95 of 100 good runs of its function did, of these services; null: of all. A service is read once,
 * however many of its functions run.
 */
export function slowIds(sql: Sql, services: string[] | null) {
  const ofServices = services
    ? sql`service_id in (select id from services where name = any(${services}))`
    : sql`true`;
  return sql`
    select r.id from (select distinct service_id from executions where status = 'in-progress' and ${ofServices}) v
    cross join lateral (${durationsOf(sql)}) d
    join executions r on r.service_id = v.service_id and r.function_name = d.function_name
      and r.status = 'in-progress' and r.started_at < now() - d.p95 * interval '1 millisecond'`;
}

/** `runs`, and `p50` and `p95` in milliseconds, of the good runs of each function of service `v` that has enough of them. */
function durationsOf(sql: Sql) {
  return sql`
    select n.function_name, count(*)::int as runs, percentile_disc(0.5) within group (order by n.ms) as p50,
      percentile_disc(0.95) within group (order by n.ms) as p95
    from (
      select function_name, extract(epoch from ended_at - started_at)::float8 * 1000 as ms,
        row_number() over (partition by function_name order by id desc) as place
      from (select id, function_name, started_at, ended_at from executions
        where service_id = v.service_id and status = 'success' order by id desc limit ${5 * NEWEST}) g
    ) n where n.place <= ${NEWEST} group by n.function_name having count(*) >= ${ENOUGH_RUNS}`;
}
