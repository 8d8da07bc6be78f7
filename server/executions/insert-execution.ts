import { v7 as uuid } from "uuid";
import { AUDIT_TOPIC, notifications, statusTopics } from "#db/notify.ts";
import type { Context } from "#server/context.ts";
import type { Labels } from "#server/domain/labels.ts";
import { Conflict, InvalidInput } from "#server/errors.ts";
import { announceRows } from "#server/webhooks/announce.ts";

export interface NewExecution {
  service: { id: string; name: string; queueLimit: number | null };
  functionName: string;
  input: Record<string, unknown>;
  priority: number;
  idempotencyKey: string | null;
  labels: Labels;
  /** The execution whose code starts it; null when none does. */
  parentId: string | null;
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

/** Null when the queue is full, the key is taken, the parent starts nothing more, or the service was deleted. */
async function insert(ctx: Context, execution: NewExecution): Promise<{ id: string } | null> {
  const { sql } = ctx.database;
  const { service, functionName, input, priority, idempotencyKey, parentId, rerunOf = null } = execution;
  const id = uuid();
  const now = ctx.clock.now();
  const topics = [
    ...statusTopics(id, service.id),
    ...(parentId ? [`execution:${parentId}`] : []),
    ...(rerunOf ? [AUDIT_TOPIC] : []),
  ];
  const notes = notifications([{ type: "created", serviceId: service.id }], topics);
  const parent = parentId === null ? null : mayStart(ctx, parentId);
  const room = service.queueLimit === null ? sql`true` : hasRoom(ctx, service.id, service.queueLimit);
  const webhooks = announceRows(ctx.database, occurrence(ctx, execution));
  const [row] = await sql<{ created: boolean }[]>`
    with ${parent ? sql`parent as materialized (${parent}),` : sql``} open as materialized (${isOpen(ctx, service.id)}), created as (
      insert into executions (id, service_id, function_name, input, status, created_at, created_by, updated_at,
        priority, idempotency_key, rerun_of, parent_id, saved_state, saved_at)
      select ${id}::uuid, ${service.id}::uuid, ${functionName}, ${JSON.stringify(input)}::text::jsonb, 'created',
        ${now}::timestamptz, ${ctx.actor}, ${ctx.database.now()}, ${priority}::int, ${idempotencyKey}::text,
        ${rerunOf}::uuid, ${parentId}::uuid, o.saved_state, o.saved_at
      from open left join executions o on o.id = ${rerunOf}::uuid where ${room}
        ${parent ? sql`and exists (select from parent)` : sql``}
      on conflict (service_id, idempotency_key) where idempotency_key is not null do nothing returning id
    ), noted as (
      insert into execution_events (execution_id, attempt, type, at, actor, data)
      select id, 1, 'created', ${now}::timestamptz, ${ctx.actor},
        ${JSON.stringify({ ...(rerunOf && { rerunOf }), ...(parentId && { parentId }) })}::text::jsonb from created
      ${parent ? noteOnParent(ctx, execution, id) : sql``}
    ), audited as (
      insert into audit (at, actor, action, subject_type, subject_id, data)
      select ${now}::timestamptz, ${ctx.actor}, 'execution.rerun', 'execution', ${id}::text,
        jsonb_build_object('rerunOf', ${rerunOf}::uuid) from created where ${rerunOf}::uuid is not null
    ), ${labelled(ctx, execution.labels)} ${webhooks.cte}, told as materialized (
      select count(pg_notify(n.channel, n.payload)) from created
      cross join jsonb_to_recordset(${JSON.stringify(notes)}::text::jsonb) as n(channel text, payload text)
    )
    select exists (select from created) as created, ${webhooks.tell} from told`;
  return row?.created ? { id } : null;
}

/** Waits for whoever deletes it now, by the lock that the foreign key takes anyway. */
function isOpen({ database: { sql } }: Context, serviceId: string) {
  return sql`select id from services where id = ${serviceId}::uuid and deleted_at is null for key share`;
}

/** What webhooks may be told once it is created. */
function occurrence({ database: { sql }, clock, actor }: Context, execution: NewExecution) {
  const { service, rerunOf } = execution;
  const facts = JSON.stringify({ attempt: 1, actor, status: "created", ...(rerunOf && { rerunOf }) });
  return sql`select 'execution.created' as event, ${clock.now()}::timestamptz as at, ${service.id}::uuid as service_id,
    id as execution_id, ${facts}::text::jsonb as facts from created`;
}

/** Waits for whoever terminates it now: what that has asked to stop starts nothing that a cascade would miss. */
function mayStart({ database: { sql } }: Context, parentId: string) {
  return sql`select id, attempt from executions
    where id = ${parentId}::uuid and not stop_final and status <> 'terminated' for share`;
}

function noteOnParent({ database: { sql }, clock, actor }: Context, execution: NewExecution, id: string) {
  const { service, functionName } = execution;
  const child = JSON.stringify({ childId: id, serviceName: service.name, functionName });
  return sql`union all select p.id, p.attempt, 'child_started', ${clock.now()}::timestamptz, ${actor},
    ${child}::text::jsonb from parent p, created`;
}

/** What has no labels pays nothing for them. */
function labelled({ database: { sql } }: Context, labels: Labels) {
  if (Object.keys(labels).length === 0) return sql``;
  return sql`labelled as (
      insert into execution_labels (execution_id, key, value)
      select created.id, l.key, l.value from created cross join jsonb_each_text(${JSON.stringify(labels)}::text::jsonb) l
    ),`;
}

/** Counts no further than it must. */
function hasRoom({ database: { sql } }: Context, serviceId: string, limit: number) {
  return sql`(select count(*) from (select from executions where service_id = ${serviceId}::uuid
    and status = 'created' limit ${limit}) q) < ${limit}::int`;
}

async function existing(ctx: Context, execution: NewExecution): Promise<{ id: string }> {
  const { service, functionName, input, idempotencyKey, rerunOf = null } = execution;
  const [found] = await ctx.database.sql<{ id: string; same: boolean }[]>`
    select id, function_name = ${functionName} and input = ${JSON.stringify(input)}::text::jsonb
      and rerun_of is not distinct from ${rerunOf}::uuid as same
    from executions where service_id = ${service.id} and idempotency_key = ${idempotencyKey}`;
  if (found?.same) return { id: found.id };
  if (found) {
    throw new Conflict(
      `The key "${idempotencyKey}" stands for execution ${found.id} already, which has another function, input or origin: take another key.`,
    );
  }
  if (execution.parentId) await refuseParent(ctx, execution.parentId);
  await refuseDeleted(ctx, service);
  const { name, queueLimit } = service;
  throw new Conflict(
    `The queue of ${name} is full: ${queueLimit} executions wait, and that is its limit. Try again when some have begun, or raise queueLimit.`,
  );
}

export function deletedWords(name: string): string {
  return `Service ${name} was deleted: it takes no executions. Another one may have its name.`;
}

async function refuseDeleted(
  { database: { sql } }: Context,
  { id, name }: NewExecution["service"],
): Promise<void> {
  const rows = await sql`select from services where id = ${id} and deleted_at is not null`;
  if (rows.length > 0) throw new Conflict(deletedWords(name));
}

/** Throws what speaks against this parent; nothing when it may start others. */
async function refuseParent({ database: { sql } }: Context, parentId: string): Promise<void> {
  const [parent] = await sql<{ over: boolean }[]>`
    select stop_final or status = 'terminated' as over from executions where id = ${parentId}`;
  if (!parent) {
    throw new InvalidInput([{ field: "parentId", message: `there is no execution ${parentId}` }]);
  }
  if (parent.over) {
    throw new Conflict(
      `Execution ${parentId} was asked to terminate: it starts no more executions. Start it without a parent if it shall run all the same.`,
    );
  }
}
