import type { z } from "zod";
import type { Context } from "#server/context.ts";
import type { ListCounts } from "#server/domain/list-views.ts";
import { EXECUTION_STATUSES, type ExecutionStatus } from "#server/domain/status.ts";
import type { ExecutionCounts } from "#server/domain/views.ts";
import { branchesOf } from "./branches.ts";
import { type Fragment, inStatus, type Sql, timeRange } from "./conditions.ts";
import { ExecutionFilterSchema, type ResolvedFilter, resolveFilter } from "./filter.ts";

export const CountExecutionsInput = ExecutionFilterSchema.omit({ statuses: true });
export type CountExecutionsInput = z.output<typeof CountExecutionsInput>;

/** Counting goes no further; where rows have to be looked at, not even so far. */
export const COUNTED = 10_000;
const LOOKED_AT = 2_500;

/**
 * How many executions match, by status; the filter's own statuses are no part of it. Counting ends where more would say
 * little and take long.
 */
export async function countExecutions(ctx: Context, input: CountExecutionsInput): Promise<ListCounts> {
  const filter = { ...resolveFilter(input, ctx.clock.now()), statuses: null, sort: "newest" as const };
  const { sql } = ctx.database;
  const byIndex = !filter.ids && branchesOf(sql, filter).rest === null && filter.labels.length === 0;
  const rows = await (byIndex ? countInIndex(sql, filter) : countByLooking(sql, filter));
  const atLeast = rows.filter((row) => row.more).map(({ status }) => status);
  return { ...toCounts(rows), atLeast };
}

interface Counted {
  status: ExecutionStatus;
  all: number;
  stopping: number;
  more: boolean;
}

/** Without a look at the rows, but for what runs. */
async function countInIndex(sql: Sql, filter: ResolvedFilter): Promise<Counted[]> {
  const inTime = timeRange(sql, filter)(sql`e.id`);
  const [services, inService] = filter.services
    ? [sql`(select id from services where name = any(${filter.services})) v`, sql`e.service_id = v.id`]
    : [sql`(select 1) v`, sql`true`];
  const count = (condition: Fragment) => sql`(select count(*)::int from (
    select from executions e where ${inService} and ${condition} and ${inTime} limit ${COUNTED + 1}) c)`;
  const rows = EXECUTION_STATUSES.map((status) => {
    const stopping = status === "in-progress" ? count(inStatus(sql, "stopping")) : sql`0`;
    return sql`select ${status}::text as status, ${count(inStatus(sql, status))} as found, ${stopping} as stopping from ${services}`;
  });
  return await sql<Counted[]>`
    select status, least(sum(found), ${COUNTED})::int as all, sum(stopping)::int as stopping,
      bool_or(found > ${COUNTED}) as more
    from (${rows.reduce((all, one) => sql`${all} union all ${one}`)}) counted
    group by status having sum(found) > 0`;
}

/** The newest rows are looked at; when there are more of them, every count may be higher. */
async function countByLooking(sql: Sql, filter: ResolvedFilter): Promise<Counted[]> {
  const narrowed = filter.labels.some(({ values }) => values) || filter.ids || filter.parents || filter.bulks;
  const looking: ResolvedFilter = narrowed ? filter : { ...filter, statuses: [...EXECUTION_STATUSES] };
  const branches = branchesOf(sql, looking);
  if (branches.count === 0) return [];
  const most = Math.ceil(LOOKED_AT / branches.count);
  const fits = branches.rest ?? sql`true`;
  const rows = await sql<Counted[]>`
    with looked as materialized (${branches.rows({ within: () => sql`true`, descending: true, most })}
    ), cut as materialized (select branch from looked group by branch having count(*) >= ${most})
    select e.status, count(*) filter (where ${fits})::int as all,
      count(e.stop_reason) filter (where ${fits})::int as stopping,
      bool_or(e.branch in (select branch from cut)) as more
    from looked e group by e.status`;
  if (!narrowed || !rows.some(({ more }) => more)) return [...rows];
  return EXECUTION_STATUSES.map((status) => {
    const { all = 0, stopping = 0 } = rows.find((row) => row.status === status) ?? {};
    return { status, all, stopping, more: true };
  });
}

/** Counts by status, each in full, from rows that name only the statuses that occur. */
function toCounts(rows: { status: ExecutionStatus; all: number; stopping: number }[]): ExecutionCounts {
  const counts = { created: 0, "in-progress": 0, stopping: 0, success: 0, failed: 0, terminated: 0 };
  for (const { status, all, stopping } of rows) {
    counts[status] = all;
    if (status === "in-progress") counts.stopping = stopping;
  }
  return counts;
}
