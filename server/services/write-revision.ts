import { v7 as uuid } from "uuid";
import { auditedNotes } from "#db/notify.ts";
import type { Context } from "#server/context.ts";
import { type ApplyChoice, needsNewReplicas } from "#server/domain/apply-change.ts";
import type { JsonObject } from "#server/domain/merge-patch.ts";
import type { ServiceConfig } from "#server/domain/service-config.ts";
import { NotFound } from "#server/errors.ts";
import { announceRows } from "#server/webhooks/announce.ts";
import { oldReplicas } from "./cut-old-replicas.ts";
import type { Updated } from "./update.ts";

export interface CurrentService {
  id: string;
  name: string;
  revision: number;
  config: ServiceConfig;
}

/** Null when there is none of that name. */
export async function findService(ctx: Context, name: string): Promise<CurrentService | null> {
  const [row] = await ctx.database.sql<CurrentService[]>`
    select s.id, s.name, s.revision, r.config from services s
    join revisions r on r.service_id = s.id and r.number = s.revision
    where s.name = ${name} and s.deleted_at is null`;
  return row ?? null;
}

export async function theService(ctx: Context, name: string): Promise<CurrentService> {
  const service = await findService(ctx, name);
  if (!service) throw new NotFound(`There is no service ${name}.`);
  return service;
}

export interface Revision {
  config: ServiceConfig;
  /** For the audit: the fields that change. */
  change: JsonObject;
  /** The revision that it brings back. */
  restores?: number | undefined;
  /** It is the same again, for new replicas. */
  restarts?: boolean | undefined;
  /** `new` when left out. */
  apply?: ApplyChoice | undefined;
  /** Replicas of older revisions are stopped with all that they run. */
  force?: boolean | undefined;
}

export type Written = Pick<Updated, "revision" | "replicas" | "live" | "cut">;

/**
 * The next revision, with its audit row. Replicas that can run it are of it from now on; the deadlines of what runs are
 * moved by a bulk that begins with it. Throws what `isDisputed` knows when another one came first.
 */
export async function writeRevision(
  ctx: Context,
  service: CurrentService,
  revision: Revision,
): Promise<Written> {
  const { config, change, restores, apply = "new", force = false } = revision;
  const action = revision.restarts ? "service.restart" : restores ? "service.roll-back" : "service.update";
  const { sql } = ctx.database;
  const now = ctx.clock.now();
  const number = service.revision + 1;
  const keeps = apply !== "replace" && !force && !needsNewReplicas(service.config, config);
  const timeout = config.policy.executionTimeout;
  const moves = apply === "live" && timeout !== service.config.policy.executionTimeout;
  const bulkId = uuid();
  const facts = { name: service.name, revision: number, restores, apply, force: force || undefined, change };
  const topics = ["services", `service:${service.id}`, ...(moves ? ["bulks"] : [])];
  const notes = auditedNotes(topics, [{ type: "service", serviceId: service.id }]);
  const told = { actor: ctx.actor, revision: number, restores, apply, force: force || undefined };
  const webhooks = announceRows(
    ctx.database,
    sql`select 'service.updated' as event, ${now}::timestamptz as at, id as service_id, null::uuid as execution_id,
      ${JSON.stringify(told)}::text::jsonb as facts from moved`,
  );
  const [row] = await sql<{ moved: number; cut: number }[]>`
    with moved as (
      update services set revision = ${number}::int, stand_in_revision = null,
        cut_before = case when ${force}::boolean then ${number}::int else cut_before end, updated_at = ${now}::timestamptz, updated_by = ${ctx.actor}
      where id = ${service.id}::uuid and revision = ${service.revision}::int and deleted_at is null returning id
    ), written as (
      insert into revisions (service_id, number, config, author, created_at)
      select id, ${number}::int, ${JSON.stringify(config)}::text::jsonb, ${ctx.actor},
        ${now}::timestamptz from moved
    ), kept as (
      update replicas p set revision = ${number}::int from moved
      where ${keeps}::boolean and p.service_id = moved.id and p.revision = ${service.revision}::int
        and p.state in ('starting', 'ready')
    ), audited as (
      insert into audit (at, actor, action, subject_type, subject_id, data)
      select ${now}::timestamptz, ${ctx.actor}, ${action}, 'service',
        id::text, ${JSON.stringify(facts)}::text::jsonb from moved
    ), ${moves ? moveDeadlines(ctx, { bulkId, service, number, timeout }) : sql``} ${webhooks.cte}, told as materialized (
      select count(pg_notify(n.channel, n.payload))
      from jsonb_to_recordset(${notes}::text::jsonb) as n(channel text, payload text)
    )
    select 1 / (select count(*) from moved), ${moves ? sql`(select count(*)::int from live)` : sql`0`} as moved,
      ${force ? sql`(select count(*)::int from (${oldReplicas(ctx, service, number)}) old)` : sql`0`} as cut, ${webhooks.tell}
      from told`;
  const executions = row?.moved ?? 0;
  return {
    revision: number,
    replicas: keeps ? "kept" : "replaced",
    live: executions > 0 ? { bulkId, executions } : null,
    cut: row?.cut ?? 0,
  };
}

interface Moving {
  bulkId: string;
  service: CurrentService;
  number: number;
  /** Seconds. */
  timeout: number;
}

/** A bulk about what runs now, that has begun: whoever carries bulks on asks the agents, also after a restart. */
function moveDeadlines(
  { database: { sql }, clock, actor }: Context,
  { bulkId, service, number, timeout }: Moving,
) {
  const note = `Revision ${number} of ${service.name} is applied to what runs`;
  return sql`live as materialized (
      select e.id, (row_number() over (order by e.id))::int as place from executions e, moved
      where e.service_id = moved.id and e.status = 'in-progress' and e.stop_reason is null
    ), made as (
      insert into bulks (id, kind, status, arguments, note, total, created_at, created_by, started_at, started_by)
      select ${bulkId}::uuid, 'extend', 'running', ${JSON.stringify({ timeoutSeconds: timeout })}::text::jsonb,
        ${note}, count(*), ${clock.now()}::timestamptz, ${actor}, ${clock.now()}::timestamptz, ${actor}
      from live having count(*) > 0 returning id
    ), listed as (
      insert into bulk_items (bulk_id, execution_id, place) select made.id, live.id, live.place from made, live
    ),`;
}
