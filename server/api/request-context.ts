import { identify } from "#server/auth/identify.ts";
import { isCrossSite } from "#server/auth/origins.ts";
import type { ApiContext } from "./api-context.ts";
import { type WebProcess, webProcess } from "./web-process.ts";

/** The context of one HTTP request. `answer` gets the cookies that the response sets. */
export async function requestApiContext(request: Request, answer: Headers): Promise<ApiContext> {
  const web = webProcess();
  const { caller, setCookies } = await identify(web, request.headers);
  for (const cookie of setCookies) answer.append("set-cookie", cookie);
  return {
    ...processPart(web),
    caller,
    crossSite: isCrossSite(request.headers, web.origins),
    endSession: async () => {
      const { headers } = await web.auth.api.signOut({ headers: request.headers, returnHeaders: true });
      for (const cookie of headers.getSetCookie()) answer.append("set-cookie", cookie);
    },
  };
}

/** The part that is the same for all requests. */
export function processPart(web: WebProcess): Omit<ApiContext, "caller" | "crossSite" | "endSession"> {
  return {
    database: web.database,
    clock: web.clock,
    changes: web.changes,
    sender: web.sender,
    shutdown: web.shutdown.signal,
    reportBug: (path, error) => web.log.error({ path, error }, "procedure failed"),
  };
}
