import { z } from "zod";
import { auditedNotes } from "#db/notify.ts";
import type { Context } from "#server/context.ts";
import { NotFound } from "#server/errors.ts";

export const RevokeApiKeyInput = z.strictObject({ id: z.string("id must be the id of a key") });
export type RevokeApiKeyInput = z.output<typeof RevokeApiKeyInput>;

/** From now on it opens nothing; each request looks. Revoking again changes nothing. */
export async function revokeApiKey(
  ctx: Context,
  { id }: RevokeApiKeyInput,
): Promise<{ id: string; name: string; revokedAt: Date }> {
  const now = ctx.clock.now();
  const { sql } = ctx.database;
  await sql`
    with revoked as (
      update api_keys set revoked_at = ${now}::timestamptz where id::text = ${id} and revoked_at is null
      returning id, name
    ), audited as (
      insert into audit (at, actor, action, subject_type, subject_id, data)
      select ${now}::timestamptz, ${ctx.actor}, 'api-key.revoke', 'api-key', id::text,
        jsonb_build_object('name', name) from revoked
    )
    select count(pg_notify(n.channel, n.payload)) from revoked
    cross join jsonb_to_recordset(${auditedNotes(["api-keys"])}::text::jsonb) as n(channel text, payload text)`;
  const [key] = await sql<{ id: string; name: string; revokedAt: Date }[]>`
    select id, name, revoked_at as "revokedAt" from api_keys where id::text = ${id}`;
  if (!key) throw new NotFound(`There is no API key ${id}.`);
  return key;
}
