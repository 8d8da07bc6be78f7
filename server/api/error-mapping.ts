import { TRPCError } from "@trpc/server";
import { ZodError } from "zod";
import { Conflict, CurfewError, type FieldFault, InvalidInput, NotFound } from "#server/errors.ts";

/** The words for every fault that is ours; the cause is in the log. */
export const INTERNAL_MESSAGE = "Something went wrong inside Curfew. The cause is in the web server's log.";

/** One fault a field, in the words of the schema that refused it. */
export function faultsOfZod(error: ZodError): FieldFault[] {
  return error.issues.flatMap((issue) => {
    const path = issue.path.map(String);
    if (issue.code !== "unrecognized_keys") return [{ field: path.join("."), message: issue.message }];
    return issue.keys.map((key) => ({
      field: [...path, key].join("."),
      message: `${key} is not a field here`,
    }));
  });
}

/** `thrown` as if a procedure had thrown it. */
export function asApiError(thrown: unknown): TRPCError {
  if (thrown instanceof TRPCError) return thrown;
  return new TRPCError({ code: "INTERNAL_SERVER_ERROR", cause: thrown });
}

/** What the caller is told instead of `error`. Errors that nobody expected lose their words and keep their cause. */
export function toApiError(error: TRPCError): TRPCError {
  const cause = error.cause;
  if (cause instanceof ZodError) return apiError("BAD_REQUEST", new InvalidInput(faultsOfZod(cause)));
  if (cause instanceof NotFound) return apiError("NOT_FOUND", cause);
  if (cause instanceof InvalidInput) return apiError("BAD_REQUEST", cause);
  if (cause instanceof Conflict) return apiError("CONFLICT", cause);
  if (cause instanceof CurfewError) return apiError("BAD_REQUEST", cause);
  if (error.code !== "INTERNAL_SERVER_ERROR") return error;
  return new TRPCError({ code: "INTERNAL_SERVER_ERROR", message: INTERNAL_MESSAGE, cause: cause ?? error });
}

function apiError(code: TRPCError["code"], cause: CurfewError): TRPCError {
  return new TRPCError({ code, message: cause.message, cause });
}

/** The faults that a form shows beside its fields; null when the error is about something else. */
export function faultsOf(error: TRPCError): FieldFault[] | null {
  return error.cause instanceof InvalidInput ? error.cause.faults : null;
}
