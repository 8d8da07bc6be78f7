import { z } from "zod";
import type { Context } from "#server/context.ts";
import type { ExecutionEventView } from "#server/domain/views.ts";
import { NotFound } from "#server/errors.ts";
import { ExecutionIdSchema } from "./get.ts";

const afterWords = "after must be the id of an event";

export const ListEventsInput = z.strictObject({
  id: ExecutionIdSchema,
  after: z
    .number(afterWords)
    .int(afterWords)
    .min(0, afterWords)
    .optional()
    .describe("Only those after the event with this id."),
});
export type ListEventsInput = z.output<typeof ListEventsInput>;

/** What happened to an execution, in the order in which it was written down; at most 1,000 at a time. */
export async function listEvents(ctx: Context, input: ListEventsInput): Promise<ExecutionEventView[]> {
  const { sql } = ctx.database;
  const { id, after = 0 } = input;
  const rows = await sql<ExecutionEventView[]>`
    select id::float8 as id, attempt, type, at, actor, data from execution_events
    where execution_id = ${id} and id > ${after} order by id limit 1000`;
  if (rows.length === 0 && !(await exists(ctx, id))) throw new NotFound(`There is no execution ${id}.`);
  return [...rows];
}

async function exists(ctx: Context, id: string): Promise<boolean> {
  const found = await ctx.database.sql`select 1 from executions where id = ${id}`;
  return found.length > 0;
}
