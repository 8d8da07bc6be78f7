import { v7 as uuid } from "uuid";
import { notifications, statusTopics } from "#db/notify.ts";
import type { Context } from "#server/context.ts";
import { Conflict } from "#server/errors.ts";

export interface NewExecution {
  service: { id: string; name: string; queueLimit: number | null };
  functionName: string;
  input: Record<string, unknown>;
  priority: number;
  idempotencyKey: string | null;
  /** The ended execution that this one repeats; what that one had saved comes along. */
  rerunOf?: string;
}

/**
 * Row, event and notifications in one statement; or the execution that this key stands for already. Several at the
 * very same moment may pass a limit that has room for one.
 */
export async function insertExecution(ctx: Context, execution: NewExecution): Promise<{ id: string }> {
  return (await insert(ctx, execution)) ?? (await existing(ctx, execution));
}

/** Null when the queue is full or the key is taken. */
async function insert(ctx: Context, execution: NewExecution): Promise<{ id: string } | null> {
  const { sql } = ctx.database;
  const { service, functionName, input, priority, idempotencyKey, rerunOf = null } = execution;
  const id = uuid();
  const now = ctx.clock.now();
  const notes = notifications([{ type: "created", serviceId: service.id }], statusTopics(id, service.id));
  const room = service.queueLimit === null ? sql`true` : hasRoom(ctx, service.id, service.queueLimit);
  const [row] = await sql<{ created: boolean }[]>`
    with created as (
      insert into executions (id, service_id, function_name, input, status, created_at, created_by, updated_at,
        priority, idempotency_key, rerun_of, saved_state, saved_at)
      select ${id}::uuid, ${service.id}::uuid, ${functionName}, ${JSON.stringify(input)}::text::jsonb, 'created',
        ${now}::timestamptz, ${ctx.actor}, ${now}::timestamptz, ${priority}::int, ${idempotencyKey}::text,
        ${rerunOf}::uuid, o.saved_state, o.saved_at
      from (select) one left join executions o on o.id = ${rerunOf}::uuid where ${room}
      on conflict (service_id, idempotency_key) where idempotency_key is not null do nothing returning id
    ), noted as (
      insert into execution_events (execution_id, attempt, type, at, actor, data)
      select id, 1, 'created', ${now}::timestamptz, ${ctx.actor},
        ${rerunOf ? JSON.stringify({ rerunOf }) : "{}"}::text::jsonb from created
    ), audited as (
      insert into audit (at, actor, action, subject_type, subject_id, data)
      select ${now}::timestamptz, ${ctx.actor}, 'execution.rerun', 'execution', ${id}::text,
        jsonb_build_object('rerunOf', ${rerunOf}::uuid) from created where ${rerunOf}::uuid is not null
    ), told as materialized (
      select count(pg_notify(n.channel, n.payload)) from created
      cross join jsonb_to_recordset(${JSON.stringify(notes)}::text::jsonb) as n(channel text, payload text)
    )
    select exists (select from created) as created from told`;
  return row?.created ? { id } : null;
}

/** Counts no further than it must. */
function hasRoom({ database: { sql } }: Context, serviceId: string, limit: number) {
  return sql`(select count(*) from (select from executions where service_id = ${serviceId}::uuid
    and status = 'created' limit ${limit}) q) < ${limit}::int`;
}

async function existing(ctx: Context, execution: NewExecution): Promise<{ id: string }> {
  const { service, functionName, input, idempotencyKey } = execution;
  const [found] = await ctx.database.sql<{ id: string; same: boolean }[]>`
    select id, function_name = ${functionName} and input = ${JSON.stringify(input)}::text::jsonb as same
    from executions where service_id = ${service.id} and idempotency_key = ${idempotencyKey}`;
  if (found?.same) return { id: found.id };
  if (found) {
    throw new Conflict(
      `The key "${idempotencyKey}" stands for execution ${found.id} already, which has another function or input: take another key.`,
    );
  }
  const { name, queueLimit } = service;
  throw new Conflict(
    `The queue of ${name} is full: ${queueLimit} executions wait, and that is its limit. Try again when some have begun, or raise queueLimit.`,
  );
}
