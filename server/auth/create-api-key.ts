import { randomBytes } from "node:crypto";
import { SignJWT } from "jose";
import { v7 as uuid } from "uuid";
import { z } from "zod";
import { auditedNotes } from "#db/notify.ts";
import type { Context } from "#server/context.ts";
import { KEY_DAYS, KEY_NAME, KEY_NAME_WORDS } from "#server/domain/api-key.ts";
import { Conflict } from "#server/errors.ts";
import { hashOf } from "./api-key.ts";
import { actorOf } from "./caller.ts";
import { randomKey } from "./key-files.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;
const daysWords = `days must be a whole number from ${KEY_DAYS.least} to ${KEY_DAYS.most}`;

export const CreateApiKeyInput = z.strictObject({
  name: z.string(KEY_NAME_WORDS).regex(KEY_NAME, KEY_NAME_WORDS),
  /** How long it is good for. */
  days: z
    .number(daysWords)
    .int(daysWords)
    .min(KEY_DAYS.least, daysWords)
    .max(KEY_DAYS.most, daysWords)
    .default(KEY_DAYS.usual),
});
export type CreateApiKeyInput = z.input<typeof CreateApiKeyInput>;

export interface CreatedApiKey {
  id: string;
  name: string;
  expiresAt: Date;
  /** The key. It can't be shown again. */
  key: string;
}

/** Throws Conflict while another key of this name is good: the audit tells keys apart by their names. */
export async function createApiKey(
  ctx: Context,
  { name, days = KEY_DAYS.usual }: CreateApiKeyInput,
): Promise<CreatedApiKey> {
  const now = ctx.clock.now();
  // A token counts in whole seconds.
  const expiresAt = new Date(Math.floor((now.getTime() + days * DAY_MS) / 1_000) * 1_000);
  const id = uuid();
  const key = await newToken({ id, name, now, expiresAt });
  const [row] = await ctx.database.sql`
    with created as (
      insert into api_keys (id, name, prefix, hash, created_at, created_by, expires_at)
      select ${id}::uuid, ${name}, ${`…${key.slice(-6)}`}, ${hashOf(key)}, ${now}::timestamptz, ${ctx.actor},
        ${expiresAt}::timestamptz
      where not exists (select from api_keys where name = ${name} and revoked_at is null
        and coalesce(expires_at > ${now}::timestamptz, true)) returning id
    ), audited as (
      insert into audit (at, actor, action, subject_type, subject_id, data)
      select ${now}::timestamptz, ${ctx.actor}, 'api-key.create', 'api-key', id::text,
        ${JSON.stringify({ name, expiresAt })}::text::jsonb from created
    ), told as materialized (
      select count(pg_notify(n.channel, n.payload)) from created
      cross join jsonb_to_recordset(${auditedNotes(["api-keys"])}::text::jsonb) as n(channel text, payload text)
    ) select id from created, told`;
  if (!row) throw new Conflict(`There is an API key ${name} already: revoke it, or choose another name.`);
  return { id, name, expiresAt, key };
}

/**
 * A JSON Web Token, since Dataloop's client takes nothing else and reads from it when it ends. It is proven by its hash in
 * the database like any other key, and so needs no secret that all servers share: the one it is signed with is thrown away.
 */
function newToken({ id, name, now, expiresAt }: Omit<CreatedApiKey, "key"> & { now: Date }): Promise<string> {
  return new SignJWT({ name, email: actorOf({ kind: "api-key", name }) })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setSubject(id)
    .setJti(randomKey())
    .setIssuedAt(now)
    .setExpirationTime(expiresAt)
    .sign(randomBytes(32));
}
