import { v7 as uuid } from "uuid";
import type { Database } from "#db/client.ts";
import { type Clock, systemClock } from "#server/clock.ts";
import type { Env } from "#server/env.ts";
import { readOrCreateKey } from "./key-files.ts";
import { hashLinkToken, newLinkToken } from "./link-token.ts";
import { baseUrlOf } from "./origins.ts";

/** Who signs in by a link from the terminal, until there are accounts. */
export const OPERATOR = "operator@localhost";

export const LINK_MINUTES = 15;

export interface SignInLinkOptions {
  database: Database;
  env: Pick<Env, "host" | "port" | "publicUrl">;
  /** Address of the person; the operator when left out. */
  email?: string;
  clock?: Clock;
}

/** A link that signs in whoever opens it: once, within 15 minutes. Whoever can make one owns the database anyway. */
export async function createSignInLink(options: SignInLinkOptions): Promise<string> {
  const { database, env, email = OPERATOR, clock = systemClock } = options;
  const token = newLinkToken();
  const now = clock.now();
  const expiresAt = new Date(now.getTime() + LINK_MINUTES * 60_000);
  const value = JSON.stringify({ email, name: email === OPERATOR ? "Operator" : email });
  await database.sql`delete from verifications where expires_at < ${now}`;
  await database.sql`
    insert into verifications (id, identifier, value, expires_at, created_at, updated_at)
    values (${uuid()}, ${hashLinkToken(token)}, ${value}, ${expiresAt}, ${now}, ${now})`;
  const url = new URL("/api/auth/magic-link/verify", baseUrlOf(env));
  url.searchParams.set("token", token);
  url.searchParams.set("callbackURL", "/");
  url.searchParams.set("errorCallbackURL", "/sign-in");
  return url.href;
}

/** True while some browser is signed in: then no new link is needed at a start. */
export async function isSomeoneSignedIn(options: { database: Database; clock: Clock }): Promise<boolean> {
  const { database, clock } = options;
  const rows = await database.sql`select 1 from sessions where expires_at > ${clock.now()} limit 1`;
  return rows.length > 0;
}

/** Signs the cookies of one CURFEW_HOME; made once. */
export function authSecret(home: string): string {
  return readOrCreateKey(home, "auth-secret");
}
