import { notifications } from "#db/notify.ts";
import type { Context } from "#server/context.ts";
import type { JsonObject } from "#server/domain/merge-patch.ts";
import type { ServiceConfig } from "#server/domain/service-config.ts";
import { NotFound } from "#server/errors.ts";

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
    join revisions r on r.service_id = s.id and r.number = s.revision where s.name = ${name}`;
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
  /** Replicas of older revisions are stopped with all that they run. */
  force?: boolean | undefined;
}

/** The next revision, with its audit row. Throws what `isDisputed` knows when another one came first. */
export async function writeRevision(
  ctx: Context,
  service: CurrentService,
  { config, change, restores, force = false }: Revision,
): Promise<number> {
  const now = ctx.clock.now();
  const number = service.revision + 1;
  const notes = notifications(
    [{ type: "service", serviceId: service.id }],
    ["services", `service:${service.id}`],
  );
  await ctx.database.sql`
    with moved as (
      update services set revision = ${number}::int, stand_in_revision = null,
        cut_before = case when ${force}::boolean then ${number}::int else cut_before end, updated_at = ${now}::timestamptz, updated_by = ${ctx.actor}
      where id = ${service.id}::uuid and revision = ${service.revision}::int returning id
    ), written as (
      insert into revisions (service_id, number, config, author, created_at)
      select id, ${number}::int, ${JSON.stringify(config)}::text::jsonb, ${ctx.actor},
        ${now}::timestamptz from moved
    ), audited as (
      insert into audit (at, actor, action, subject_type, subject_id, data)
      select ${now}::timestamptz, ${ctx.actor}, ${restores ? "service.roll-back" : "service.update"}, 'service',
        id::text, ${JSON.stringify({ name: service.name, revision: number, restores, force: force || undefined, change })}::text::jsonb from moved
    )
    select 1 / (select count(*) from moved), (select count(pg_notify(n.channel, n.payload))
      from jsonb_to_recordset(${JSON.stringify(notes)}::text::jsonb) as n(channel text, payload text))`;
  return number;
}
