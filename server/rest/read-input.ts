import type { FieldFault } from "#server/errors.ts";
import { MAX_INPUT_BYTES } from "#server/executions/check-input.ts";
import { Refusal } from "./problem.ts";
import { inputFields, pathFields, takesQuery } from "./route.ts";
import type { Match } from "./routes.ts";
import { inputSchema, type JsonSchema } from "./schema-json.ts";

/** The most that a body may be: the largest input, and room for what is around it. */
export const MAX_BODY_BYTES = 2 * MAX_INPUT_BYTES;

/** Headers that stand for a field of the input. */
export const HEADER_FIELDS = {
  "idempotency-key": "idempotencyKey",
  "if-match": "expectedRevision",
  "last-event-id": "lastEventId",
} as const;

type Input = Record<string, unknown>;

/** What the procedure is called with: from the path, the query or the body, and the headers. Throws a Refusal. */
export async function readInput(request: Request, { route, values }: Match): Promise<Input> {
  const query = new URL(request.url).searchParams;
  const fields = inputFields(route);
  const inQuery = takesQuery(route);
  const given = inQuery ? fromQuery(query, fields) : await fromBody(request, fields);
  const faults: FieldFault[] = [];
  if (route.method === "DELETE") {
    for (const name of Object.keys(await fromBody(request, fields))) {
      faults.push({ field: name, message: `${name} is not a field of the body here: give it in the query` });
    }
  }
  if (!inQuery) {
    for (const name of new Set(query.keys())) {
      faults.push({ field: name, message: `${name} is not a field of the query here: give it in the body` });
    }
  }
  for (const name of notOffered(route, Object.keys(fields), given)) {
    faults.push({ field: name, message: `${name} is not a field here` });
  }
  const fromHeaders = headerFields(request.headers, Object.keys(fields), given, faults);
  if (faults.length > 0) throw invalid(faults);
  return { ...given, ...fromHeaders, ...values };
}

/** What the path says already, and what the procedure itself would not refuse. */
function notOffered(route: Match["route"], fields: string[], given: Input): string[] {
  if (fields.length === 0) return Object.keys(given);
  return [...pathFields(route), ...(route.without ?? [])].filter((name) => Object.hasOwn(given, name));
}

export function invalid(faults: FieldFault[]): Refusal {
  const words = faults.map(({ field, message }) => (field ? `${field}: ${message}` : message)).join("; ");
  return new Refusal(400, words, { faults });
}

function fromQuery(query: URLSearchParams, fields: ReturnType<typeof inputFields>): Input {
  const input: Input = {};
  const faults: FieldFault[] = [];
  for (const name of new Set(query.keys())) {
    const texts = query.getAll(name);
    const field = fields[name];
    const schema = field && plain(inputSchema(field));
    if (schema?.type === "array")
      input[name] = texts.map((text) => fromText(text, plain(schema.items ?? {})));
    else if (texts.length > 1)
      faults.push({ field: name, message: `${name} is given ${texts.length} times` });
    else input[name] = fromText(texts[0] as string, schema ?? {});
  }
  if (faults.length > 0) throw invalid(faults);
  return input;
}

/** Without the choice of null. */
function plain(schema: JsonSchema): JsonSchema {
  return schema.anyOf?.find(({ type }) => type !== "null") ?? schema;
}

/** The value that a text of the query means; what is no such value stays text, and the procedure says what is wrong. */
function fromText(text: string, { type, format }: JsonSchema): unknown {
  if (type === "integer" || type === "number") return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
  if (type === "boolean") return text === "true" ? true : text === "false" ? false : text;
  if (format !== "date-time") return text;
  const time = new Date(text);
  return /^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(time.getTime()) ? time : text;
}

function headerFields(headers: Headers, fields: string[], given: Input, faults: FieldFault[]): Input {
  const found: Input = {};
  for (const [header, field] of Object.entries(HEADER_FIELDS)) {
    const value = headers.get(header);
    if (value === null || !fields.includes(field)) continue;
    if (Object.hasOwn(given, field))
      faults.push({ field, message: `is given by the header ${header} already` });
    found[field] = header === "if-match" ? revisionOf(value) : value.replace(/^"(.*)"$/, "$1");
  }
  return found;
}

/** ETags of services begin with the revision. `*` asks for any. */
function revisionOf(etag: string): number | undefined {
  if (etag.trim() === "*") return undefined;
  const tag = /^\s*(?:W\/)?"([^"]*)"\s*$/.exec(etag)?.[1];
  if (tag === undefined) {
    throw invalid([
      { field: "if-match", message: "if-match must be the ETag of the service as it was read" },
    ]);
  }
  const revision = /^(\d{1,9})\./.exec(tag)?.[1];
  if (revision) return Number(revision);
  throw new Refusal(412, `No service had the ETag "${tag}": read it again first.`);
}

async function fromBody(request: Request, fields: ReturnType<typeof inputFields>): Promise<Input> {
  const bytes = await readBytes(request);
  if (bytes.length === 0) return {};
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/(json|merge-patch\+json)\s*(;|$)/i.test(type.trim())) {
    throw new Refusal(415, `The body must be application/json, not ${type || "of no type"}.`);
  }
  const body = parse(bytes);
  if (typeof body === "object" && body !== null && !Array.isArray(body)) {
    return withTimes(body as Input, fields);
  }
  throw invalid([{ field: "", message: "the body must be a JSON object" }]);
}

/** JSON has no times: fields that are one hold it as text. */
function withTimes(body: Input, fields: ReturnType<typeof inputFields>): Input {
  const timed = Object.entries(body).map(([name, value]) => {
    const field = fields[name];
    const schema = field && typeof value === "string" ? plain(inputSchema(field)) : {};
    return [name, schema.format === "date-time" ? fromText(value as string, schema) : value];
  });
  return Object.fromEntries(timed);
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    throw invalid([{ field: "", message: `the body is not JSON: ${(error as Error).message}` }]);
  }
}

/** Stops at the limit: what is too large is not read to its end. */
async function readBytes(request: Request): Promise<Uint8Array> {
  const tooLarge = () => new Refusal(413, `The body must be at most ${MAX_BODY_BYTES} bytes.`);
  if (Number(request.headers.get("content-length") ?? 0) > MAX_BODY_BYTES) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
