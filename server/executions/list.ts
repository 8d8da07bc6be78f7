import { z } from "zod";
import type { Context } from "#server/context.ts";
import type { ExecutionPage } from "#server/domain/views.ts";
import { executionColumns, executionJoins, type RawExecutionRow, toExecutionRow } from "./execution-row.ts";
import { ExecutionFilterSchema, filterCondition, statusCondition } from "./filter.ts";

const limitWords = "limit must be a whole number from 1 to 200";

export const ListExecutionsInput = ExecutionFilterSchema.extend({
  /** `nextCursor` of the page before; null or left out for the newest. */
  cursor: z.uuid("cursor must be the nextCursor of a page").nullish(),
  limit: z.number(limitWords).int(limitWords).min(1, limitWords).max(200, limitWords).default(50),
  /** What tRPC adds to a query that loads page after page; pages are read in one direction only. */
  direction: z.literal("forward").optional(),
});
export type ListExecutionsInput = z.output<typeof ListExecutionsInput>;

/** A page of executions, newest first. Pages do not shift when executions are added meanwhile. */
export async function listExecutions(ctx: Context, input: ListExecutionsInput): Promise<ExecutionPage> {
  const { sql } = ctx.database;
  const { cursor, limit } = input;
  const raw = await sql<RawExecutionRow[]>`
    select ${executionColumns(sql)} from executions e ${executionJoins(sql)}
    where ${filterCondition(sql, input)} and ${statusCondition(sql, input.statuses)}
      ${cursor ? sql`and e.id < ${cursor}` : sql``}
    order by e.id desc limit ${limit + 1}`;
  const rows = raw.slice(0, limit).map(toExecutionRow);
  return { rows, nextCursor: raw.length > limit ? (rows.at(-1)?.id ?? null) : null };
}
