import type { z } from "zod";
import type { Context } from "#server/context.ts";
import type { ApiKeyView } from "#server/domain/api-key.ts";
import {
  MOST_ON_PAGE,
  type Page,
  pageInput,
  readTimeCursor,
  TIME_CURSOR,
  toPage,
} from "#server/domain/page.ts";

export const PageApiKeysInput = pageInput(TIME_CURSOR);
export type PageApiKeysInput = z.input<typeof PageApiKeysInput>;

/** All keys there ever were, newest first. */
export async function listApiKeys(ctx: Context): Promise<ApiKeyView[]> {
  return (await read(ctx, null, null)).map(toView);
}

/** A page of them. */
export async function pageApiKeys(
  ctx: Context,
  { limit = MOST_ON_PAGE, cursor }: PageApiKeysInput,
): Promise<Page<ApiKeyView>> {
  const rows = await read(ctx, limit + 1, cursor ?? null);
  const { nextCursor } = toPage(rows, limit, ({ id, micros }) => `${micros}.${id}`);
  return { rows: rows.slice(0, limit).map(toView), nextCursor };
}

type Row = ApiKeyView & { micros: string };

async function read(
  { database: { sql } }: Context,
  limit: number | null,
  cursor: string | null,
): Promise<Row[]> {
  const after = readTimeCursor(cursor);
  const rows = await sql<Row[]>`
    select id, name, prefix, created_at as "createdAt", created_by as "createdBy", expires_at as "expiresAt",
      last_used_at as "lastUsedAt", revoked_at as "revokedAt",
      (extract(epoch from created_at) * 1000000)::bigint::text as micros
    from api_keys where ${after ? sql`(created_at, id) < (timestamptz 'epoch' + ${after.micros}::bigint * interval '1 microsecond', ${after.id}::uuid)` : sql`true`}
    order by created_at desc, id desc limit ${limit}`;
  return [...rows];
}

function toView({ micros: _, ...view }: Row): ApiKeyView {
  return view;
}
