import { v7 as uuid } from "uuid";
import { z } from "zod";
import { auditedNotes } from "#db/notify.ts";
import { BULK_NOTES } from "#server/bulks/move.ts";
import type { Context } from "#server/context.ts";
import { NO_QUERY } from "#server/domain/query/execution-query.ts";
import { printQuery } from "#server/domain/query/print-query.ts";
import { ServiceNameSchema } from "#server/domain/service-config.ts";
import { Conflict } from "#server/errors.ts";
import { requestStops } from "#server/executions/terminate.ts";
import { untilUndisputed } from "#server/executions/undisputed.ts";
import { announceRows } from "#server/webhooks/announce.ts";
import { type CurrentService, theService } from "./write-revision.ts";

export const DeleteServiceInput = z.strictObject({
  name: ServiceNameSchema,
  force: z
    .boolean("force must be true or false")
    .optional()
    .describe("What waits and what runs is terminated. Without it the service is left when there is any."),
});
export type DeleteServiceInput = z.input<typeof DeleteServiceInput>;

export interface Deleted {
  id: string;
  name: string;
  /** The bulk that terminates what waits and runs; null when there was nothing. */
  bulkId: string | null;
}

type Live = { waiting: number; running: number };

/**
 * Takes a service away: it starts nothing any more, its replicas end, and its name is free. Its row stays, with all that it
 * has run: docs/decisions/deleted-services-keep-their-history.md. Throws NotFound, and Conflict while something waits or
 * runs, unless `force` terminates that.
 */
export async function deleteService(
  ctx: Context,
  { name, force = false }: DeleteServiceInput,
): Promise<Deleted> {
  return await untilUndisputed(async () => {
    const service = await theService(ctx, name);
    const live = await liveOf(ctx, service);
    const any = live.waiting + live.running > 0;
    if (any && !force) throw new Conflict(refusalWords(name, live));
    const bulkId = any ? uuid() : null;
    const now = ctx.clock.now();
    await write(ctx, service, { live, bulkId, now });
    await stopLateComers(ctx, service, bulkId === null ? null : now);
    return { id: service.id, name, bulkId };
  });
}

async function liveOf({ database: { sql } }: Context, { id }: CurrentService): Promise<Live> {
  const [row] = await sql<Live[]>`
    select count(*) filter (where status = 'created')::int as waiting,
      count(*) filter (where status = 'in-progress')::int as running
    from executions where service_id = ${id} and status in ('created', 'in-progress')`;
  return row ?? { waiting: 0, running: 0 };
}

function refusalWords(name: string, { waiting, running }: Live): string {
  const words = [
    ...(waiting > 0 ? [`${waiting} ${waiting === 1 ? "waits" : "wait"}`] : []),
    ...(running > 0 ? [`${running} ${running === 1 ? "runs" : "run"}`] : []),
  ].join(" and ");
  return `Service ${name} is not deleted: of its executions ${words}. Let them end, or terminate them with \`force\`.`;
}

interface Writing {
  live: Live;
  bulkId: string | null;
  now: Date;
}

/**
 * Throws what `isDisputed` knows when it has changed since it was read. The lock is the one that a new execution's foreign key
 * waits for (insert-execution.ts): after this statement none is added.
 */
async function write(ctx: Context, { id, name, revision }: CurrentService, writing: Writing): Promise<void> {
  const { sql } = ctx.database;
  const { live, bulkId, now } = writing;
  const topics = ["services", `service:${id}`, ...(bulkId ? ["bulks"] : [])];
  const notes = auditedNotes(topics, [{ type: "service", serviceId: id }]);
  const facts = JSON.stringify({ name, ...live });
  const webhooks = announceRows(
    ctx.database,
    sql`select 'service.deleted' as event, ${now}::timestamptz as at, id as service_id, null::uuid as execution_id,
      ${JSON.stringify({ actor: ctx.actor })}::text::jsonb as facts from gone`,
  );
  await sql`
    with target as materialized (
      select id from services where id = ${id}::uuid and revision = ${revision}::int and deleted_at is null for update
    ), gone as (
      update services s set deleted_at = ${now}::timestamptz, updated_at = ${now}::timestamptz, updated_by = ${ctx.actor}
      from target where s.id = target.id returning s.id
    ), audited as (
      insert into audit (at, actor, action, subject_type, subject_id, data)
      select ${now}::timestamptz, ${ctx.actor}, 'service.delete', 'service', id::text, ${facts}::text::jsonb from gone
    ), ${bulkId ? terminateAll(ctx, name, bulkId, now) : sql``} ${webhooks.cte}, told as materialized (
      select count(pg_notify(n.channel, n.payload))
      from jsonb_to_recordset(${notes}::text::jsonb) as n(channel text, payload text)
    )
    select 1 / (select count(*) from gone), ${webhooks.tell} from told`;
}

/** A bulk that has begun, of everything that was created by now: however much that is, it takes one row. */
function terminateAll({ database: { sql }, actor }: Context, name: string, bulkId: string, now: Date) {
  const filter = printQuery({ ...NO_QUERY, services: [name] });
  return sql`made as (
      insert into bulks (id, kind, status, filter, arguments, note, created_at, created_by, started_at, started_by)
      select ${bulkId}::uuid, 'terminate', 'running', ${filter}::text, jsonb_build_object('serviceId', id),
        ${noteOf(name)}::text, ${now}::timestamptz, ${actor}, ${now}::timestamptz, ${actor} from gone
    ), woken as materialized (
      select count(pg_notify(n.channel, n.payload)) from gone
      cross join jsonb_to_recordset(${BULK_NOTES}::text::jsonb) as n(channel text, payload text)
    ),`;
}

const noteOf = (name: string) => `Service ${name} was deleted`;

/** At a time. */
const BATCH = 1_000;

/** Those that came while it was deleted: after the counting, or, where a bulk began, later than what it is about. */
async function stopLateComers(ctx: Context, { id, name }: CurrentService, after: Date | null): Promise<void> {
  for (;;) {
    const late = await ctx.database.sql<{ id: string }[]>`
      select id from executions
      where service_id = ${id} and status in ('created', 'in-progress') and not stop_final
        and (${after}::timestamptz is null or created_at > ${after}::timestamptz)
      order by id limit ${BATCH}`;
    if (late.length === 0) return;
    await requestStops(
      ctx,
      late.map((execution) => execution.id),
      { note: noteOf(name) },
    );
  }
}

/** True when the last service of that name was deleted, and none has the name now. */
export async function wasDeleted(
  { database: { sql } }: Pick<Context, "database">,
  name: string,
): Promise<boolean> {
  const [row] = await sql<{ gone: boolean }[]>`
    select coalesce(bool_and(deleted_at is not null), false) as gone from services where name = ${name}`;
  return row?.gone ?? false;
}
