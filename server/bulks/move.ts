import { z } from "zod";
import { auditedNotes, notifications } from "#db/notify.ts";
import { isStorable } from "#db/storable-json.ts";
import type { Context } from "#server/context.ts";
import { BULK_MOVES, type BulkKind, type BulkMove, type BulkStatus, canMove } from "#server/domain/bulk.ts";
import type { StopMode } from "#server/domain/stop.ts";
import { Conflict, InvalidInput, NotFound } from "#server/errors.ts";

export const BulkIdSchema = z.string("id must be the id of a bulk").transform((id) => {
  if (!z.uuid().safeParse(id).success) throw new NotFound(`There is no bulk ${JSON.stringify(id)}.`);
  return id;
});

export const BulkNoteSchema = z
  .string("note must be text")
  .max(2_000, "note must be at most 2,000 characters")
  .refine(isStorable, "note must be without NUL characters")
  .nullish();

export const MoveBulkInput = z.strictObject({ id: BulkIdSchema });
export type MoveBulkInput = z.output<typeof MoveBulkInput>;

export interface Moved {
  id: string;
  status: BulkStatus;
}

/** Tells screens, and whoever carries bulks on. */
export const BULK_NOTES = JSON.stringify(notifications([], ["bulks"]));

/** What is said of a mode that is given for another kind than `terminate`. */
export function modeFault(kind: BulkKind): string {
  return `mode goes with terminate, and this is ${kind}`;
}

interface Moving {
  id: string;
  move: BulkMove;
  note?: string | null;
  /** How what it terminates is stopped; left out, as it was prepared. */
  mode?: StopMode | undefined;
  /** What the asker believes to be its size; left out, nothing is believed. */
  believed?: number;
}

/** Throws Conflict when it is in no state for that, or has another size. */
export async function moveBulk(
  ctx: Context,
  { id, move, note = null, mode, believed }: Moving,
): Promise<Moved> {
  const { sql } = ctx.database;
  const now = ctx.clock.now();
  const { from, to } = BULK_MOVES[move];
  const [moved] = await sql<Moved[]>`
    with moved as (
      update bulks set status = ${to},
        started_at = coalesce(started_at, ${now}::timestamptz), started_by = coalesce(started_by, ${ctx.actor}),
        note = coalesce(note, ${note?.trim() || null}::text),
        arguments = arguments || jsonb_strip_nulls(jsonb_build_object('mode', ${mode ?? null}::text)),
        ended_at = case when ${to} = 'aborted' then ${now}::timestamptz end,
        carried_until = null
      where id = ${id} and status = any(${[...from]}) and (${believed ?? null}::int is null or total = ${believed ?? null}::int)
        and (${mode ?? null}::text is null or kind = 'terminate')
      returning id, status, kind, filter, total, note, arguments->>'mode' as mode
    ), audited as (
      insert into audit (at, actor, action, subject_type, subject_id, data)
      select ${now}::timestamptz, ${ctx.actor}, ${`bulk.${move}`}, 'bulk', id::text,
        jsonb_strip_nulls(jsonb_build_object('kind', kind, 'filter', filter, 'total', total, 'note', note, 'mode', mode)) from moved
    ), told as materialized (
      select count(pg_notify(n.channel, n.payload)) from moved
      cross join jsonb_to_recordset(${auditedNotes(["bulks"])}::text::jsonb) as n(channel text, payload text)
    ) select id, status from moved, told`;
  if (moved) return moved;
  throw await refusal(ctx, { id, move, mode, believed });
}

async function refusal(ctx: Context, { id, move, mode, believed }: Moving): Promise<Error> {
  const [found] = await ctx.database.sql<{ kind: BulkKind; status: BulkStatus; total: number | null }[]>`
    select kind, status, total from bulks where id = ${id}`;
  if (!found) return new NotFound(`There is no bulk ${id}.`);
  if (mode && found.kind !== "terminate") {
    return new InvalidInput([{ field: "mode", message: modeFault(found.kind) }]);
  }
  if (believed !== undefined && canMove(found.status, move)) {
    return new Conflict(`This bulk is about ${found.total} executions, not ${believed}.`);
  }
  return new Conflict(`This bulk is ${found.status}: it is not possible to ${move} it.`);
}
