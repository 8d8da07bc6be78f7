import type { Context } from "#server/context.ts";
import type { ServiceConfig } from "#server/domain/service-config.ts";
import { NotFound } from "#server/errors.ts";

/** A service at one of its revisions. */
export interface ServiceRecord {
  id: string;
  name: string;
  createdAt: Date;
  createdBy: string;
  updatedAt: Date;
  updatedBy: string;
  pausedAt: Date | null;
  revision: number;
  config: ServiceConfig;
}

/** All services as they are now, oldest first. */
export function serviceRecords(ctx: Context): Promise<ServiceRecord[]> {
  return recordsOf(ctx, null);
}

/** By id or name. Throws NotFound. */
export async function serviceRecord(ctx: Context, service: string): Promise<ServiceRecord> {
  const [record] = await recordsOf(ctx, service);
  if (!record) throw new NotFound(`There is no service ${service}.`);
  return record;
}

/** The service at each of its revisions, oldest first: changed when and by whom that revision was made. */
export async function serviceRevisions(ctx: Context, service: string): Promise<ServiceRecord[]> {
  const record = await serviceRecord(ctx, service);
  const revisions = await ctx.database.sql<
    Pick<ServiceRecord, "revision" | "config" | "updatedAt" | "updatedBy">[]
  >`
    select number as revision, config, created_at as "updatedAt", author as "updatedBy"
    from revisions where service_id = ${record.id} order by number`;
  return revisions.map((revision) => ({ ...record, ...revision }));
}

async function recordsOf({ database: { sql } }: Context, service: string | null): Promise<ServiceRecord[]> {
  const rows = await sql<ServiceRecord[]>`
    select s.id, s.name, s.created_at as "createdAt", f.author as "createdBy", s.updated_at as "updatedAt",
      s.updated_by as "updatedBy", s.paused_at as "pausedAt", s.revision, r.config
    from services s
    join revisions r on r.service_id = s.id and r.number = s.revision
    join revisions f on f.service_id = s.id and f.number = 1
    where s.deleted_at is null and (${service}::text is null or s.id::text = ${service} or s.name = ${service})
    order by s.id::text = ${service} desc nulls last, s.id`;
  return [...rows];
}
