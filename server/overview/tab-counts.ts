import type { Context } from "#server/context.ts";
import type { TabCounts } from "#server/domain/tab-counts.ts";
import { COUNTED } from "#server/executions/count.ts";
import { goesOn, isLost } from "#server/executions/in-trouble.ts";

/** Cheap enough for every tab that is open, also one that nobody looks at. */
export async function tabCounts({ database: { sql } }: Context): Promise<TabCounts> {
  const [row] = await sql<[TabCounts]>`
    select s.*, q.waiting, q.waiting > ${COUNTED} as "moreWait" from (
      select count(*) filter (where not asked and not lost)::int as running,
        count(*) filter (where asked and not lost)::int as stopping,
        count(*) filter (where lost)::int as lost, count(*) filter (where late)::int as overdue,
        count(*) > ${COUNTED} as "moreRun"
      from (select e.stop_reason is not null as asked, ${isLost(sql)} as lost,
          e.deadline_at <= now() and ${goesOn(sql)} as late
        from executions e where e.status = 'in-progress' limit ${COUNTED + 1}) started) s
    cross join (select count(*)::int as waiting
      from (select from executions where status = 'created' limit ${COUNTED + 1}) c) q`;
  return row;
}
