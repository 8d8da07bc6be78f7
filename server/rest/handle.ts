import { createHash } from "node:crypto";
import type { ApiContext } from "#server/api/api-context.ts";
import type { Health } from "#server/api/health.ts";
import { createCaller } from "#server/api/root.ts";
import { isOurHost } from "#server/auth/origins.ts";
import { answerStream } from "./answer-stream.ts";
import { openApiDocument } from "./openapi.ts";
import { problem, Refusal, refusalOf } from "./problem.ts";
import { readInput } from "./read-input.ts";
import { pathFields, type Route } from "./route.ts";
import { type Match, ROUTES, routesAt } from "./routes.ts";

export const BASE = "/api/v1";

/** What the REST API needs of the process that it is answered in. */
export interface RestServer {
  origins: string[];
  version: string;
  /** `answer` gets the cookies that the response sets. */
  context(request: Request, answer: Headers): Promise<ApiContext>;
  health(): Promise<Health>;
  reportBug(path: string, cause: unknown): void;
}

/** Answers everything below /api/v1. Never throws. */
export async function handleRest(server: RestServer, request: Request): Promise<Response> {
  const path = new URL(request.url).pathname.slice(BASE.length);
  try {
    if (!isOurHost(request.headers.get("host"), server.origins)) {
      throw new Refusal(421, "Use the address that Curfew printed, or set CURFEW_PUBLIC_URL.");
    }
    const response = await answer(server, request, path);
    return request.method === "HEAD" ? new Response(null, response) : response;
  } catch (thrown) {
    return problem(refusalOf(thrown, (cause) => server.reportBug(`${request.method} ${path}`, cause)));
  }
}

async function answer(server: RestServer, request: Request, path: string): Promise<Response> {
  const method = request.method === "HEAD" ? "GET" : request.method;
  const open = OPEN[path];
  if (open) return method === "GET" ? await open(server) : withoutMethod(["GET"], method);
  const matches = routesAt(path);
  if (matches.length === 0) throw new Refusal(404, `There is nothing at ${BASE}${path}.`);
  const match = matches.find(({ route }) => route.method === method);
  if (match) return await call(server, request, match);
  return withoutMethod(
    matches.map(({ route }) => route.method),
    method,
  );
}

/** For everybody: what monitors and generators of clients read. */
const OPEN: Record<string, (server: RestServer) => Promise<Response>> = {
  "/health": async (server) => {
    const health = await server.health();
    const status = health.status === "ok" ? 200 : 503;
    return Response.json(health, { status, headers: { "cache-control": "no-store" } });
  },
  "/openapi.json": async ({ version }) => Response.json(openApiDocument(version)),
};

function withoutMethod(methods: string[], method: string): Response {
  const allow = [...new Set([...methods, ...(methods.includes("GET") ? ["HEAD"] : []), "OPTIONS"])].join(
    ", ",
  );
  if (method === "OPTIONS") return new Response(null, { status: 204, headers: { allow } });
  throw new Refusal(405, `${method} is not possible here; possible are ${allow}.`, { headers: { allow } });
}

async function call(server: RestServer, request: Request, match: Match): Promise<Response> {
  const headers = new Headers({ "content-type": "application/json", "cache-control": "private, no-cache" });
  const ctx = await server.context(request, headers);
  if (!ctx.caller) {
    throw new Refusal(401, "Send an API key: Authorization: Bearer curfew_…", {
      headers: { "www-authenticate": "Bearer" },
    });
  }
  const { route } = match;
  const input = await readInput(request, match);
  if (route.stream) {
    const open = (signal: AbortSignal) => callProcedure(ctx, request, match, input, signal);
    return await answerStream(server, ctx, { request, match, headers, open });
  }
  const result = await callProcedure(ctx, request, match, input);
  const body = JSON.stringify(route.rows ? { rows: result } : result);
  const location = route.status === 201 && locationOf(route, result);
  if (location) headers.set("location", location);
  if (route.method !== "GET") return new Response(body, { status: route.status ?? 200, headers });
  headers.set("etag", etagOf(body, route.revisioned ? (result as { revision: number }).revision : null));
  if (isKnown(request, headers)) return new Response(null, { status: 304, headers });
  return new Response(body, { headers });
}

type Procedure = (input: unknown) => Promise<unknown>;

async function callProcedure(
  ctx: ApiContext,
  request: Request,
  match: Match,
  input: unknown,
  signal = request.signal,
) {
  const caller: unknown = createCaller(ctx, { signal });
  const procedure = match.route.procedure
    .split(".")
    .reduce((found, name) => (found as Record<string, unknown>)[name], caller) as Procedure;
  try {
    return await procedure(input);
  } catch (thrown) {
    // The procedure's own middleware has reported a bug already.
    const refusal = refusalOf(thrown, () => {});
    throw guarded(request, refusal) ?? unnamed(refusal, match, request) ?? refusal;
  }
}

/** Whoever asked by If-Match is told so by the status that belongs to it. */
function guarded(request: Request, { status, message }: Refusal): Refusal | null {
  return status === 409 && request.headers.has("if-match") ? new Refusal(412, message) : null;
}

/** What can't be a name or an id names nothing. */
function unnamed({ status, message, faults }: Refusal, { values }: Match, request: Request): Refusal | null {
  if (status !== 400 || !faults?.length || !faults.every(({ field }) => Object.hasOwn(values, field)))
    return null;
  return new Refusal(404, `There is nothing at ${new URL(request.url).pathname}: ${message}`);
}

/** Where what was made can be read; null where it can't. */
function locationOf(route: Route, made: unknown): string | null {
  const kind = route.path.split("/")[1];
  const one = ROUTES.find(({ method, path }) => method === "GET" && path.startsWith(`/${kind}/{`));
  const [field] = one ? pathFields(one) : [];
  return field ? `${BASE}/${kind}/${(made as Record<string, string>)[field]}` : null;
}

function etagOf(body: string, revision: number | null): string {
  const hash = createHash("sha256").update(body).digest("base64url").slice(0, 22);
  return revision === null ? `"${hash}"` : `"${revision}.${hash}"`;
}

function isKnown(request: Request, headers: Headers): boolean {
  const known = request.headers.get("if-none-match")?.split(",") ?? [];
  const etag = headers.get("etag");
  return known.some((one) => one.trim().replace(/^W\//, "") === etag);
}
