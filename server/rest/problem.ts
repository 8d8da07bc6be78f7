import { TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { z } from "zod";
import { isDatabaseAway } from "#db/away.ts";
import { faultsOf, INTERNAL_MESSAGE } from "#server/api/error-mapping.ts";
import type { FieldFault } from "#server/errors.ts";

/** What each status of a refusal means here; the type is `urn:curfew:` and this word. */
const KINDS: Record<number, [kind: string, title: string]> = {
  400: ["invalid-input", "The input is not right"],
  401: ["sign-in-first", "An API key is needed"],
  403: ["cross-site", "Requests from other sites are refused"],
  404: ["not-found", "There is nothing here"],
  405: ["method-not-allowed", "This can't be done here"],
  409: ["conflict", "That can't be done as things are"],
  412: ["outdated", "It has been changed meanwhile"],
  413: ["too-large", "The body is too large"],
  415: ["not-json", "The body must be JSON"],
  421: ["wrong-host", "This server does not answer to that name"],
  500: ["internal", "Something went wrong inside Curfew"],
  503: ["unavailable", "Curfew can't answer now"],
};

/** RFC 9457, with the faults of an input field by field. */
export const ProblemShape = z.object({
  type: z.string().describe("`urn:curfew:` and a word for programs, such as `urn:curfew:invalid-input`."),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().describe("What was wrong and what is allowed, for a person."),
  faults: z
    .array(z.object({ field: z.string().describe("Dotted path; empty for the whole."), message: z.string() }))
    .optional()
    .describe("Of the input, field by field."),
});

/** A refusal that never came to a procedure. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  readonly faults: FieldFault[] | null;
  readonly headers: Record<string, string>;

  constructor(
    status: number,
    detail: string,
    { faults, headers }: { faults?: FieldFault[]; headers?: Record<string, string> } = {},
  ) {
    super(detail);
    this.status = status;
    this.faults = faults ?? null;
    this.headers = headers ?? {};
  }
}

export function titleOf(status: number): string {
  return kindOf(status)[1];
}

/** The answer to a refusal. */
export function problem({ status, message, faults, headers }: Refusal): Response {
  const [kind, title] = kindOf(status);
  const body = { type: `urn:curfew:${kind}`, title, status, detail: message, ...(faults && { faults }) };
  return Response.json(body, {
    status,
    headers: { ...headers, "content-type": "application/problem+json", "cache-control": "no-store" },
  });
}

/** The refusal of what a procedure threw. Bugs lose their words; `bug` gets their cause. */
export function refusalOf(thrown: unknown, bug: (cause: unknown) => void): Refusal {
  if (thrown instanceof Refusal) return thrown;
  if (isDatabaseAway(thrown)) return away("The database does not answer. Try again soon.");
  if (!(thrown instanceof TRPCError)) {
    bug(thrown);
    return new Refusal(500, INTERNAL_MESSAGE);
  }
  const status = getHTTPStatusCodeFromError(thrown);
  if (status === 503) return away(thrown.message);
  const faults = faultsOf(thrown) ?? undefined;
  return new Refusal(KINDS[status] ? status : 500, thrown.message, faults && { faults });
}

function away(detail: string): Refusal {
  return new Refusal(503, detail, { headers: { "retry-after": "1" } });
}

function kindOf(status: number): [kind: string, title: string] {
  return KINDS[status] ?? (KINDS[500] as [string, string]);
}
