import type { Database } from "#db/client.ts";
import type { Context } from "#server/context.ts";
import type { BulkRow } from "#server/domain/bulk-views.ts";

const NEWEST = 50;

/** A bulk with how many it has reached, from `bulks b`. */
export function bulkColumns(sql: Database["sql"]) {
  return sql`
    b.id, b.kind, b.status, b.filter, b.arguments, b.note, b.total, b.created_at as "createdAt",
    b.started_at as "startedAt", b.started_by as "startedBy", b.ended_at as "endedAt",
    (select jsonb_build_object('waiting', count(*) filter (where i.state = 'waiting'),
      'done', count(*) filter (where i.state = 'done'), 'skipped', count(*) filter (where i.state = 'skipped'),
      'failed', count(*) filter (where i.state = 'failed')) from bulk_items i where i.bulk_id = b.id) as counts`;
}

/** The newest bulks that were begun. */
export async function listBulks(ctx: Context): Promise<BulkRow[]> {
  const { sql } = ctx.database;
  return [
    ...(await sql<BulkRow[]>`
      select ${bulkColumns(sql)} from (select * from bulks where status <> 'draft' order by id desc limit ${NEWEST}) b
      order by b.id desc`),
  ];
}
