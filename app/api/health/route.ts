import { readHealth } from "#server/api/health.ts";
import { webProcess } from "#server/api/web-process.ts";

/** For load balancers and monitors: needs no session. 200 when work can be done, 503 when not. */
export async function GET(): Promise<Response> {
  const web = webProcess();
  const health = await readHealth(web, web.version);
  const status = health.status === "ok" ? 200 : 503;
  return Response.json(health, { status, headers: { "cache-control": "no-store" } });
}
