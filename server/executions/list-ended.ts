import type { Context } from "#server/context.ts";
import type { ExecutionRow } from "#server/domain/views.ts";
import { NotFound } from "#server/errors.ts";
import { executionColumns, executionJoins, type RawExecutionRow, toExecutionRow } from "./execution-row.ts";

/** Those of `ids` that have ended, oldest end first. Throws NotFound that names an id which no execution has. */
export async function listEnded(ctx: Context, ids: string[]): Promise<ExecutionRow[]> {
  const { sql } = ctx.database;
  const found = await sql<{ id: string; ended: boolean }[]>`
    select id, status in ('success', 'failed', 'terminated') as ended
    from executions where id = any(${ids}::uuid[])`;
  const known = new Set(found.map(({ id }) => id));
  const unknown = ids.find((id) => !known.has(id.toLowerCase()));
  if (unknown !== undefined) throw new NotFound(`There is no execution ${unknown}.`);
  const ended = found.filter((one) => one.ended).map(({ id }) => id);
  if (ended.length === 0) return [];
  const rows = await sql<RawExecutionRow[]>`
    select ${executionColumns(sql)} from executions e ${executionJoins(sql)}
    where e.id = any(${ended}::uuid[]) order by e.ended_at, e.id`;
  return rows.map(toExecutionRow);
}
