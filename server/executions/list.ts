import { z } from "zod";
import type { Context } from "#server/context.ts";
import type { ExecutionPage } from "#server/domain/list-views.ts";
import { executionColumns, executionJoins, type RawExecutionRow, toExecutionRow } from "./execution-row.ts";
import { ExecutionFilterSchema, resolveFilter } from "./filter.ts";
import { findIds } from "./find-ids.ts";
import { timeOfId } from "./id-time.ts";

const limitWords = "limit must be a whole number from 1 to 200";
const UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const CURSOR = new RegExp(`^(?:\\d{4}-[\\d:.T-]+Z~)?${UUID}$`, "i");

export const ListExecutionsInput = ExecutionFilterSchema.extend({
  cursor: z
    .string()
    .regex(CURSOR, "cursor must be the nextCursor of a page")
    .nullish()
    .describe("`nextCursor` of the page before; left out for the first."),
  limit: z.number(limitWords).int(limitWords).min(1, limitWords).max(200, limitWords).default(50),
  /** What tRPC adds to a query that loads page after page; pages are read in one direction only. */
  direction: z.literal("forward").optional(),
});
export type ListExecutionsInput = z.output<typeof ListExecutionsInput>;

/** A page of executions, newest first unless the filter says otherwise. Pages do not shift when executions are added meanwhile. */
export async function listExecutions(ctx: Context, input: ListExecutionsInput): Promise<ExecutionPage> {
  const { cursor, limit, direction: _, ...filter } = input;
  const found = await findIds(ctx, resolveFilter(filter, ctx.clock.now()), { cursor, limit });
  const rows = await executionRows(ctx, found.ids);
  const searchedTo = found.cut && found.next ? timeOfId(found.next) : null;
  return { rows, nextCursor: found.next, searchedTo };
}

/** The rows of these ids, in their order; ids that no execution has are left out. */
export async function executionRows(ctx: Context, ids: string[]): Promise<ExecutionPage["rows"]> {
  if (ids.length === 0) return [];
  const { sql } = ctx.database;
  const raw = await sql<RawExecutionRow[]>`
    select ${executionColumns(sql)} from unnest(${ids}::uuid[]) with ordinality as o(id, place)
    join executions e on e.id = o.id ${executionJoins(sql)} order by o.place`;
  return raw.map(toExecutionRow);
}
