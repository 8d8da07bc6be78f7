import type { Context } from "#server/context.ts";
import type { ApiKeyView } from "#server/domain/api-key.ts";

/** All keys there ever were, newest first. */
export async function listApiKeys({ database: { sql } }: Context): Promise<ApiKeyView[]> {
  const rows = await sql<ApiKeyView[]>`
    select id, name, prefix, created_at as "createdAt", created_by as "createdBy", expires_at as "expiresAt",
      last_used_at as "lastUsedAt", revoked_at as "revokedAt"
    from api_keys order by created_at desc, id`;
  return [...rows];
}
