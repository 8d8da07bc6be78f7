import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { asApiError, faultsOf, toApiError } from "./error-mapping.ts";
import { webProcess } from "./web-process.ts";

/** Runs a handler that is no procedure; what it throws is answered as procedures answer it. */
export async function plainAnswer(request: Request, handle: () => Promise<Response>): Promise<Response> {
  try {
    return await handle();
  } catch (thrown) {
    const error = toApiError(asApiError(thrown));
    if (error.code === "INTERNAL_SERVER_ERROR") {
      webProcess().log.error({ path: new URL(request.url).pathname, error: error.cause }, "request failed");
    }
    return Response.json(
      { message: error.message, faults: faultsOf(error) },
      { status: getHTTPStatusCodeFromError(error) },
    );
  }
}
