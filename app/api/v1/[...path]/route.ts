import { readHealth } from "#server/api/health.ts";
import { requestApiContext } from "#server/api/request-context.ts";
import { webProcess } from "#server/api/web-process.ts";
import { handleRest } from "#server/rest/handle.ts";

/** The proxy lets these by, so that a call is not identified twice. */
async function handle(request: Request): Promise<Response> {
  const web = webProcess();
  const { origins, version } = web;
  return await handleRest(
    {
      origins,
      version,
      context: requestApiContext,
      health: () => readHealth(web, version),
      reportBug: (path, error) => web.log.error({ path, error }, "request failed"),
    },
    request,
  );
}

export {
  handle as DELETE,
  handle as GET,
  handle as HEAD,
  handle as OPTIONS,
  handle as PATCH,
  handle as POST,
  handle as PUT,
};
