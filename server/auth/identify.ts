import type { Database } from "#db/client.ts";
import type { Clock } from "#server/clock.ts";
import { findApiKey } from "./api-key.ts";
import type { Auth } from "./auth.ts";
import type { Caller } from "./caller.ts";

export interface Identified {
  /** Null when the request proves nobody. */
  caller: Caller | null;
  /** Cookies that the answer must set: a session's cookie is renewed as it is used. */
  setCookies: string[];
}

export interface IdentifyParts {
  database: Database;
  clock: Clock;
  auth: Auth;
}

/** Who makes the request: an API key in `Authorization: Bearer`, or else the session cookie. */
export async function identify(parts: IdentifyParts, headers: Headers): Promise<Identified> {
  const bearer = bearerOf(headers);
  if (bearer !== null) return { caller: await findApiKey(parts, bearer), setCookies: [] };
  if (!headers.has("cookie")) return { caller: null, setCookies: [] };
  const { response, headers: answer } = await parts.auth.api.getSession({ headers, returnHeaders: true });
  const caller: Caller | null = response ? { kind: "person", email: response.user.email } : null;
  return { caller, setCookies: answer?.getSetCookie() ?? [] };
}

/** The API key of `Authorization: Bearer <key>`; null without such a header. */
export function bearerOf(headers: Headers): string | null {
  return /^Bearer\b *(.*)$/i.exec(headers.get("authorization") ?? "")?.[1]?.trim() ?? null;
}
