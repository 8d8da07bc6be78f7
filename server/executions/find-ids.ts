import type { Context } from "#server/context.ts";
import { InvalidInput } from "#server/errors.ts";
import { branchesOf } from "./branches.ts";
import {
  type Fragment,
  otherConditions,
  type Sql,
  serviceCondition,
  statusCondition,
  timeCondition,
} from "./conditions.ts";
import type { ResolvedFilter } from "./filter.ts";

/** Enough that most pages are full, and few enough to be quick. */
const LOOKED_AT = 2_500;

export interface FoundIds {
  ids: string[];
  /** Where to go on after the last of them; null when there are no more. */
  next: string | null;
  /** True when rows enough were looked at before a page was full: there may be more further on. */
  cut: boolean;
}

const NOTHING: FoundIds = { ids: [], next: null, cut: false };

export interface FindInput {
  /** `next` of the page before. */
  cursor?: string | null | undefined;
  limit: number;
  /** Rows that are looked at when no index tells which of them fit. */
  lookAt?: number;
}

/** Ids of what fits, in the order that the filter asks for. Its cost is bounded, whatever is asked for and however many there are. */
export async function findIds(ctx: Context, filter: ResolvedFilter, input: FindInput): Promise<FoundIds> {
  const running = filter.sort === "longest" || filter.sort === "deadline";
  if (input.cursor && input.cursor.includes("~") !== running) {
    throw new InvalidInput([{ field: "cursor", message: "is of a page in another order: begin anew" }]);
  }
  return running ? await findRunning(ctx, filter, input) : await findByTime(ctx, filter, input);
}

async function findByTime(
  ctx: Context,
  filter: ResolvedFilter,
  { cursor, limit, lookAt = LOOKED_AT }: FindInput,
): Promise<FoundIds> {
  const { sql } = ctx.database;
  const descending = filter.sort === "newest";
  const branches = branchesOf(sql, filter);
  if (branches.count === 0) return NOTHING;
  const most = branches.rest ? Math.max(1, Math.ceil(lookAt / branches.count)) : limit + 1;
  const [way, far, near, nearest] = descending
    ? [sql`desc`, sql`min`, sql`max`, sql`>=`]
    : [sql`asc`, sql`max`, sql`min`, sql`<=`];
  const beyond = cursor ? (descending ? sql`< ${cursor}` : sql`> ${cursor}`) : sql`is not null`;
  const rows = branches.rows({ within: (id) => sql`${id} ${beyond}`, descending, most });
  // Beyond the nearest end of a branch that was not read to its end, others may have rows that it has between them.
  const [row] = await sql<{ ids: string[]; edge: string | null }[]>`
    with looked as materialized (${rows}
    ), edge as materialized (
      select ${near}(last) as id from (
        select ${far}(id::text) as last from looked group by branch having count(*) >= ${most}) full_branches
    ), fitting as (
      select e.id from looked e where ${branches.rest ?? sql`true`}
        and ((select id from edge) is null or e.id::text ${nearest} (select id from edge))
      order by e.id ${way} limit ${limit + 1}
    )
    select (select id from edge) as edge, array(select id::text from fitting order by id ${way}) as ids`;
  const found = row?.ids ?? [];
  if (found.length > limit) {
    const ids = found.slice(0, limit);
    return { ids, next: ids.at(-1) ?? null, cut: false };
  }
  return { ids: found, next: row?.edge ?? null, cut: row?.edge != null };
}

/** What runs is few, beside what has ended: all of it is looked at. */
async function findRunning(
  ctx: Context,
  filter: ResolvedFilter,
  { cursor, limit }: FindInput,
): Promise<FoundIds> {
  const { sql } = ctx.database;
  const key = filter.sort === "longest" ? sql`e.started_at` : sql`e.deadline_at`;
  const [at, id] = cursor?.split("~") ?? [];
  const rows = await sql<{ id: string; at: Date }[]>`
    select e.id, ${key} as at from executions e where e.status = 'in-progress'
      and ${conditions(sql, filter)} and ${at && id ? sql`(${key}, e.id) > (${at}::timestamptz, ${id}::uuid)` : sql`true`}
    order by ${key}, e.id limit ${limit + 1}`;
  const last = rows[limit - 1];
  const next = rows.length > limit && last ? `${last.at.toISOString()}~${last.id}` : null;
  return { ids: rows.slice(0, limit).map((one) => one.id), next, cut: false };
}

function conditions(sql: Sql, filter: ResolvedFilter): Fragment {
  const ids = filter.ids ? sql`e.id = any(${filter.ids}::uuid[])` : sql`true`;
  return sql`${ids} and ${serviceCondition(sql, filter.services)} and ${statusCondition(sql, filter.statuses)}
    and ${timeCondition(sql, filter, sql`e.id`)} and ${otherConditions(sql, filter, filter.labels)}`;
}
