import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { isDatabaseAway } from "#db/away.ts";
import { asApiError, faultsOf, toApiError } from "#server/api/error-mapping.ts";
import type { FieldFault } from "#server/errors.ts";
import { TooLarge } from "./body.ts";

/** An error as Dataloop's client reads it: it raises by the status and shows the message. */
export function refuse(status: number, message: string, headers?: HeadersInit): Response {
  return Response.json({ statusCode: status, message }, { status, ...(headers && { headers }) });
}

/** `reportBug` is told of each error that nobody expected. */
export function answerError(thrown: unknown, reportBug: (cause: unknown) => void): Response {
  if (thrown instanceof TooLarge) return refuse(413, thrown.message);
  // The client waits a little and tries again after a 503, and gives up at once after a 500.
  if (isDatabaseAway(thrown))
    return refuse(503, "Curfew's database does not answer now", { "retry-after": "2" });
  const error = toApiError(asApiError(thrown));
  if (error.code === "INTERNAL_SERVER_ERROR") reportBug(error.cause);
  const message = faultsOf(error)?.map(wordsOf).join("; ") ?? error.message;
  return refuse(getHTTPStatusCodeFromError(error), message);
}

/** Most messages name the field by themselves. */
function wordsOf({ field, message }: FieldFault): string {
  const name = field.split(".").at(-1) ?? "";
  return field === "" || message.includes(name) ? message : `${field}: ${message}`;
}
