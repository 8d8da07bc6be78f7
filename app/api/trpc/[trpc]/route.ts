import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { TIME_HEADER } from "#components/time/server-clock.ts";
import { requestApiContext } from "#server/api/request-context.ts";
import { appRouter } from "#server/api/root.ts";
import { webProcess } from "#server/api/web-process.ts";
import { wrongHost } from "#server/auth/guard.ts";
import { isOurHost } from "#server/auth/origins.ts";
import { systemClock } from "#server/clock.ts";

/** The proxy lets these by, so that a call is not identified twice. */
async function handle(request: Request): Promise<Response> {
  if (!isOurHost(request.headers.get("host"), webProcess().origins)) return wrongHost();
  return await fetchRequestHandler({
    endpoint: "/api/trpc",
    req: request,
    router: appRouter,
    createContext: ({ resHeaders }) => requestApiContext(request, resHeaders),
    responseMeta: () => ({ headers: { [TIME_HEADER]: String(systemClock.now().getTime()) } }),
  });
}

export { handle as GET, handle as POST };
