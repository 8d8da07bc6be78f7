import { webProcess } from "#server/api/web-process.ts";
import { wrongHost } from "#server/auth/guard.ts";
import { baseUrlOf, isOurHost } from "#server/auth/origins.ts";
import { answerDataloop } from "#server/dataloop/gateway.ts";

/** For programs with an API key alone: the proxy lets these by, and no cookie counts here. */
async function handle(request: Request): Promise<Response> {
  const web = webProcess();
  if (!isOurHost(request.headers.get("host"), web.origins)) return wrongHost();
  const origin = new URL(baseUrlOf(web.env)).origin;
  return await answerDataloop({ ...web, shutdown: web.shutdown.signal, origin }, request);
}

export { handle as DELETE, handle as GET, handle as PATCH, handle as POST, handle as PUT };
