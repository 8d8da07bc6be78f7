import type { z } from "zod";
import type { Database } from "#db/client.ts";
import type { Context } from "#server/context.ts";
import type { BulkRow } from "#server/domain/bulk-views.ts";
import { type Page, pageInput, toPage } from "#server/domain/page.ts";

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

export const PageBulksInput = pageInput(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, NEWEST);
export type PageBulksInput = z.input<typeof PageBulksInput>;

/** A page of those that were begun, newest first. */
export async function pageBulks(
  ctx: Context,
  { limit = NEWEST, cursor = null }: PageBulksInput,
): Promise<Page<BulkRow>> {
  const { sql } = ctx.database;
  const rows = await sql<BulkRow[]>`
    select ${bulkColumns(sql)} from (
      select * from bulks where status <> 'draft' and (${cursor}::uuid is null or id < ${cursor}::uuid)
      order by id desc limit ${limit + 1}) b
    order by b.id desc`;
  return toPage([...rows], limit, ({ id }) => id);
}

/** The newest bulks that were begun. */
export async function listBulks(ctx: Context): Promise<BulkRow[]> {
  return (await pageBulks(ctx, { limit: NEWEST })).rows;
}
