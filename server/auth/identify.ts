import type { Database } from "#db/client.ts";
import { findApiKey } from "./api-key.ts";
import type { Auth } from "./auth.ts";
import type { Caller } from "./caller.ts";

export interface Identified {
  /** Null when the request proves nobody. */
  caller: Caller | null;
  /** Cookies that the answer must set: a session's cookie is renewed as it is used. */
  setCookies: string[];
}

/** Who makes the request: an API key in `Authorization: Bearer`, or else the session cookie. */
export async function identify(database: Database, auth: Auth, headers: Headers): Promise<Identified> {
  const bearer = /^Bearer\b *(.*)$/i.exec(headers.get("authorization") ?? "");
  if (bearer) return { caller: await findApiKey({ database }, bearer[1]?.trim() ?? ""), setCookies: [] };
  if (!headers.has("cookie")) return { caller: null, setCookies: [] };
  const { response, headers: answer } = await auth.api.getSession({ headers, returnHeaders: true });
  const caller: Caller | null = response ? { kind: "person", email: response.user.email } : null;
  return { caller, setCookies: answer?.getSetCookie() ?? [] };
}
