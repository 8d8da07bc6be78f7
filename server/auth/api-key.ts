import { createHash } from "node:crypto";
import { v7 as uuid } from "uuid";
import type { Context } from "#server/context.ts";
import { Conflict } from "#server/errors.ts";
import type { Caller } from "./caller.ts";
import { randomKey, readOrCreateKey } from "./key-files.ts";

/** What the key of programs on this host starts with, so that scanners for leaked secrets know it. */
const KEY_START = "curfew_";
const PREFIX_LENGTH = 14;
/** How old the note of its last use gets before it is written again. */
const USE_NOTED_MS = 60_000;

/** The holder of a key; null when it is unknown, expired or revoked. One look-up by an index, each time anew. */
export async function findApiKey(
  { database: { sql }, clock }: Pick<Context, "database" | "clock">,
  key: string,
): Promise<Caller | null> {
  if (key === "") return null;
  const now = clock.now();
  const [row] = await sql<{ id: string; name: string; lastUsedAt: Date | null }[]>`
    select id, name, last_used_at as "lastUsedAt" from api_keys
    where hash = ${hashOf(key)} and revoked_at is null and coalesce(expires_at > ${now}::timestamptz, true)`;
  if (!row) return null;
  if (!row.lastUsedAt || now.getTime() - row.lastUsedAt.getTime() >= USE_NOTED_MS) {
    await sql`update api_keys set last_used_at = ${now}::timestamptz where id = ${row.id}`;
  }
  return { kind: "api-key", name: row.name };
}

/** Makes `key` good under `name`. Doing it again changes nothing; a revoked key stays revoked. */
export async function storeApiKey(ctx: Context, name: string, key: string): Promise<void> {
  const hash = hashOf(key);
  const [row] = await ctx.database.sql<{ revokedAt: Date | null }[]>`
    insert into api_keys (id, name, prefix, hash, created_at, created_by)
    values (${uuid()}, ${name}, ${key.slice(0, PREFIX_LENGTH)}, ${hash}, ${ctx.clock.now()}, ${ctx.actor})
    on conflict (hash) do update set hash = excluded.hash returning revoked_at as "revokedAt"`;
  if (row?.revokedAt) throw new Conflict(`The API key ${key.slice(0, PREFIX_LENGTH)}… was revoked.`);
}

export function newApiKey(): string {
  return `${KEY_START}${randomKey()}`;
}

/** The key of programs on this host, made at the first start and kept in CURFEW_HOME/keys/cli-token. */
export async function ensureCliKey(ctx: Context, home: string): Promise<string> {
  const key = readOrCreateKey(home, "cli-token", newApiKey);
  await storeApiKey(ctx, "cli", key);
  return key;
}

/** What the database keeps of a key. */
export function hashOf(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}
