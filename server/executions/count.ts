import type { z } from "zod";
import type { Context } from "#server/context.ts";
import type { ExecutionStatus } from "#server/domain/status.ts";
import type { ExecutionCounts } from "#server/domain/views.ts";
import { ExecutionFilterSchema, filterCondition } from "./filter.ts";

export const CountExecutionsInput = ExecutionFilterSchema.omit({ statuses: true });
export type CountExecutionsInput = z.output<typeof CountExecutionsInput>;

/** How many executions match, by status; the filter's own statuses are no part of it. */
export async function countExecutions(ctx: Context, input: CountExecutionsInput): Promise<ExecutionCounts> {
  const { sql } = ctx.database;
  const join = input.text ? sql`join services s on s.id = e.service_id` : sql``;
  const rows = await sql<{ status: ExecutionStatus; all: number; stopping: number }[]>`
    select e.status, count(*)::int as all, count(e.stop_reason)::int as stopping
    from executions e ${join} where ${filterCondition(sql, input)} group by e.status`;
  return toCounts(rows);
}

/** Counts by status, each in full, from rows that name only the statuses that occur. */
export function toCounts(
  rows: { status: ExecutionStatus; all: number; stopping: number }[],
): ExecutionCounts {
  const counts = { created: 0, "in-progress": 0, stopping: 0, success: 0, failed: 0, terminated: 0 };
  for (const { status, all, stopping } of rows) {
    counts[status] = all;
    if (status === "in-progress") counts.stopping = stopping;
  }
  return counts;
}
