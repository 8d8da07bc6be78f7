import { v7 as uuid } from "uuid";
import type { Database } from "#db/client.ts";
import { findApiKey } from "#server/auth/api-key.ts";
import { actorOf } from "#server/auth/caller.ts";
import { bearerOf } from "#server/auth/identify.ts";
import type { Clock } from "#server/clock.ts";
import type { ChangeFeed } from "#server/live/change-feed.ts";
import type { Log } from "#server/log.ts";
import { readBody } from "./body.ts";
import { NOTHING } from "./call.ts";
import { answerError, refuse } from "./errors.ts";
import { findRoute, ROUTES } from "./routes.ts";
import type { UndeliveredStarts } from "./undelivered-starts.ts";

/** What the client's environment names as its URL, after the origin. */
export const BASE_PATH = "/dataloop/api/v1";

export interface GatewayParts {
  database: Database;
  clock: Clock;
  changes: Pick<ChangeFeed, "follow">;
  undelivered: UndeliveredStarts;
  log: Log;
  shutdown: AbortSignal;
  /** Where people reach this server. */
  origin: string;
}

/** Answers one request of Dataloop's client. */
export async function answerDataloop(parts: GatewayParts, request: Request): Promise<Response> {
  const id = uuid();
  const answer = await handle(parts, request).catch((error: unknown) =>
    answerError(error, (cause) => {
      const { pathname } = new URL(request.url);
      parts.log.error({ request: id, path: pathname, error: cause }, "dataloop request failed");
    }),
  );
  // The client writes it down beside an error.
  answer.headers.set("x-request-id", id);
  return answer;
}

async function handle(parts: GatewayParts, request: Request): Promise<Response> {
  const { database, clock, changes, undelivered, shutdown, origin } = parts;
  const caller = await findApiKey({ database, clock }, bearerOf(request.headers) ?? "");
  if (!caller) return refuse(401, "Unauthorized: invalid, expired or revoked token");
  const { pathname, searchParams } = new URL(request.url);
  const path = pathOf(pathname);
  const match = path === null ? null : findRoute(ROUTES, request.method, path);
  if (!match)
    return refuse(404, `Cannot ${request.method} ${pathname}: Curfew has nothing of Dataloop's there`);
  const answer = await match.handler({
    ctx: { database, clock, actor: actorOf(caller) },
    changes,
    undelivered,
    signal: AbortSignal.any([request.signal, shutdown]),
    base: `${origin}${BASE_PATH}`,
    params: match.params,
    query: searchParams,
    json: () => readBody(request),
  });
  if (answer === NOTHING) return new Response(null, { status: 204 });
  return Response.json(answer, { headers: { "cache-control": "no-store" } });
}

/** What follows the base, decoded; null for what is elsewhere or can't be decoded. */
function pathOf(pathname: string): string | null {
  if (!pathname.startsWith(`${BASE_PATH}/`)) return null;
  try {
    return decodeURIComponent(pathname.slice(BASE_PATH.length + 1));
  } catch {
    return null;
  }
}
