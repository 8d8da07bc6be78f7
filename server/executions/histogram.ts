import type { z } from "zod";
import type { Context } from "#server/context.ts";
import type { Histogram } from "#server/domain/list-views.ts";
import { branchesOf } from "./branches.ts";
import type { IdRange } from "./conditions.ts";
import { ExecutionFilterSchema, type ResolvedFilter, resolveFilter } from "./filter.ts";
import { findIds } from "./find-ids.ts";
import { firstIdAt, timeOfId } from "./id-time.ts";

export const HistogramInput = ExecutionFilterSchema;
export type HistogramInput = z.output<typeof HistogramInput>;

const BARS = 48;
/** Rows that are looked at for a bar: what is higher is cut off, and says so. */
const HIGHEST = 200;

/** When those that fit were created, in bars of equal time. Null when there are none, or no time passes between them. */
export async function histogram(ctx: Context, input: HistogramInput): Promise<Histogram | null> {
  const now = ctx.clock.now();
  const filter: ResolvedFilter = { ...resolveFilter(input, now), sort: "oldest" };
  const from = filter.from ?? (await oldest(ctx, filter));
  const to = filter.to ?? now;
  if (!from || from >= to) return null;
  const width = Math.max(1, Math.ceil((to.getTime() - from.getTime()) / BARS));
  const edges = Array.from({ length: BARS + 1 }, (_, n) => new Date(from.getTime() + n * width));
  const rows = await count(ctx, filter, edges.map(firstIdAt));
  const byBar = new Map(rows.map((row) => [row.bar, row]));
  return {
    from,
    to,
    bars: edges.slice(0, BARS).map((at, bar) => {
      const { all = 0, failed = 0, more = false } = byBar.get(bar) ?? {};
      return { from: at, to: edges[bar + 1] as Date, count: all, failed, more };
    }),
  };
}

async function oldest(ctx: Context, filter: ResolvedFilter): Promise<Date | null> {
  const found = await findIds(ctx, filter, { limit: 1 });
  const id = found.ids[0] ?? found.next;
  return id ? timeOfId(id) : null;
}

interface Row {
  bar: number;
  all: number;
  failed: number;
  more: boolean;
}

async function count(ctx: Context, filter: ResolvedFilter, edges: string[]): Promise<Row[]> {
  const { sql } = ctx.database;
  const branches = branchesOf(sql, filter);
  if (branches.count === 0) return [];
  const most = Math.ceil(HIGHEST / branches.count);
  const within: IdRange = (id) => sql`${id} >= b.first and ${id} < b.beyond`;
  const beside = { relation: sql`bars b`, columns: sql`b.bar` };
  const rows = branches.rows({ within, descending: true, most, beside });
  const rest = branches.rest ?? sql`true`;
  return await sql<Row[]>`
    with bars as materialized (
      select n - 1 as bar, (${edges}::uuid[])[n] as first, (${edges}::uuid[])[n + 1] as beyond
      from generate_series(1, ${edges.length - 1}::int) n
    ), looked as materialized (${rows}
    ), cut as materialized (select bar from looked group by bar, branch having count(*) >= ${most})
    select e.bar, count(*) filter (where ${rest})::int as all,
      count(*) filter (where ${rest} and e.status = 'failed')::int as failed,
      bool_or(exists (select from cut where cut.bar = e.bar)) as more
    from looked e group by e.bar`;
}
