import type { Context } from "#server/context.ts";
import { ENOUGH_RUNS, type TypicalDuration } from "#server/domain/overview.ts";

/** The newest good runs tell what is usual; older ones ran other code. */
const NEWEST = 200;

export interface ServiceFunction {
  serviceId: string;
  functionName: string;
}

/** How long good runs of these functions took; those with too few are left out. Reads a bounded number of rows each. */
export async function typicalDurations(
  { database: { sql } }: Context,
  functions: ServiceFunction[],
): Promise<TypicalDuration[]> {
  if (functions.length === 0) return [];
  const asked = functions.map((one) => ({ service_id: one.serviceId, function_name: one.functionName }));
  const rows = await sql<TypicalDuration[]>`
    select f.service_id as "serviceId", f.function_name as "functionName", d.runs, d.p50 as "p50Ms", d.p95 as "p95Ms"
    from jsonb_to_recordset(${JSON.stringify(asked)}::text::jsonb) as f(service_id uuid, function_name text)
    cross join lateral (
      select count(*)::int as runs, percentile_disc(0.5) within group (order by n.ms) as p50,
        percentile_disc(0.95) within group (order by n.ms) as p95
      from (
        select extract(epoch from r.ended_at - r.started_at)::float8 * 1000 as ms
        from (
          select function_name, started_at, ended_at from executions
          where service_id = f.service_id and status = 'success' order by id desc limit ${5 * NEWEST}
        ) r where r.function_name = f.function_name limit ${NEWEST}
      ) n
    ) d where d.runs >= ${ENOUGH_RUNS}`;
  return [...rows];
}
