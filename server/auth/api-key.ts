import { createHash } from "node:crypto";
import { v7 as uuid } from "uuid";
import type { Context } from "#server/context.ts";
import { Conflict } from "#server/errors.ts";
import type { Caller } from "./caller.ts";
import { randomKey, readOrCreateKey } from "./key-files.ts";

/** What every key starts with, so that scanners for leaked secrets know it. */
const KEY_START = "curfew_";
const PREFIX_LENGTH = 14;

/** The holder of a key; null when it is unknown or revoked. One look-up by an index. */
export async function findApiKey(
  { database }: Pick<Context, "database">,
  key: string,
): Promise<Caller | null> {
  if (!key.startsWith(KEY_START)) return null;
  const [row] = await database.sql<{ name: string }[]>`
    select name from api_keys where hash = ${hashOf(key)} and revoked_at is null`;
  return row ? { kind: "api-key", name: row.name } : null;
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

function hashOf(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}
