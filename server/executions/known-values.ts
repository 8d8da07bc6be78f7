import type { Context } from "#server/context.ts";

/** So many of the newest executions are looked at, and so many values given. */
const LOOKED_AT = 5_000;
const MOST = 200;

export interface KnownFilterValues {
  function: string[];
  runner: string[];
  by: string[];
}

/** What a filter can be completed with: functions that there are or were run lately, hosts of runners, who started anything lately. */
export async function knownValues({ database: { sql } }: Context): Promise<KnownFilterValues> {
  const [row] = await sql<KnownFilterValues[]>`
    with recent as materialized (
      select function_name, created_by from executions order by id desc limit ${LOOKED_AT}
    ), offered as (
      select jsonb_object_keys(r.config->'program'->'functions') as name
      from services s join revisions r on r.service_id = s.id and r.number = s.revision
      where s.deleted_at is null
    )
    select
      array(select function_name from recent union select name from offered order by 1 limit ${MOST}) as function,
      array(select distinct host from runners order by 1 limit ${MOST}) as runner,
      array(select distinct created_by from recent order by 1 limit ${MOST}) as by`;
  return row ?? { function: [], runner: [], by: [] };
}
