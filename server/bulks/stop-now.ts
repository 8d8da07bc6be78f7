import { v7 as uuid } from "uuid";
import { z } from "zod";
import { auditedNotes } from "#db/notify.ts";
import type { BulkArguments } from "#db/schema/bulks.ts";
import type { Context } from "#server/context.ts";
import { StopModeSchema } from "#server/executions/terminate.ts";
import { BulkNoteSchema, type Moved } from "./move.ts";
import { meantBy } from "./prepare.ts";

export const StopNowInput = z.strictObject({
  where: z
    .string("where must be text")
    .describe("The filter, as it is typed in the list; empty for everything."),
  note: BulkNoteSchema,
  mode: StopModeSchema,
});
export type StopNowInput = z.input<typeof StopNowInput>;

/**
 * Terminates all that fits and was created by now, without finding out first who that is: it begins in the moment that
 * the row is written.
 */
export async function stopNow(ctx: Context, { where, note, mode }: StopNowInput): Promise<Moved> {
  const { sql } = ctx.database;
  const id = uuid();
  const now = ctx.clock.now();
  const args: BulkArguments = mode ? { mode } : {};
  meantBy("terminate", where, now);
  await sql`
    with made as (
      insert into bulks (id, kind, status, filter, arguments, note, created_at, created_by, started_at, started_by)
      values (${id}, 'terminate', 'running', ${where}, ${JSON.stringify(args)}::text::jsonb, ${note?.trim() || null}, ${now}, ${ctx.actor}, ${now}, ${ctx.actor})
    ), audited as (
      insert into audit (at, actor, action, subject_type, subject_id, data)
      values (${now}, ${ctx.actor}, 'bulk.stop-now', 'bulk', ${id}::text,
        jsonb_strip_nulls(jsonb_build_object('filter', ${where}::text, 'note', ${note?.trim() || null}::text, 'mode', ${mode ?? null}::text)))
    ) select count(pg_notify(n.channel, n.payload))
    from jsonb_to_recordset(${auditedNotes(["bulks"])}::text::jsonb) as n(channel text, payload text)`;
  return { id, status: "running" };
}
