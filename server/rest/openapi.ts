import type { z } from "zod";
import { answerHeaders, PROBLEM_HEADERS } from "./answer-headers.ts";
import { COMPONENTS } from "./components.ts";
import { titleOf } from "./problem.ts";
import { HEADER_FIELDS, MAX_BODY_BYTES } from "./read-input.ts";
import { inputFields, pathFields, type Route, takesQuery } from "./route.ts";
import { ROUTES } from "./routes.ts";
import { inputSchema, type JsonSchema, outputComponents } from "./schema-json.ts";
import { webhookOperations } from "./webhook-operations.ts";

/** As much of OpenAPI 3.1 as the document uses and the reference page reads. */
export interface OpenApi {
  openapi: string;
  info: { title: string; version: string; description: string };
  servers: { url: string }[];
  security: Record<string, string[]>[];
  paths: Record<string, Record<string, Operation>>;
  /** What Curfew posts to receivers, by event. */
  webhooks: Record<string, { post: object }>;
  components: Record<string, Record<string, unknown>> & { schemas: Record<string, JsonSchema> };
}

export interface Operation {
  operationId: string;
  tags: string[];
  summary: string;
  description?: string;
  parameters: Parameter[];
  requestBody?: { required: boolean; content: Record<string, { schema: JsonSchema }> };
  responses: Record<string, unknown>;
  security?: [];
}

export interface Parameter {
  name: string;
  in: "path" | "query" | "header";
  required: boolean;
  description?: string;
  schema: JsonSchema;
}

const DESCRIPTION = [
  "Execution control for long-running jobs. Send an API key as `Authorization: Bearer curfew_…`; a browser that is",
  "signed in needs none. Times are ISO 8601. Refusals are `application/problem+json` (RFC 9457), and an input that is",
  `wrong is told field by field in \`faults\`. Bodies are JSON of at most ${MAX_BODY_BYTES} bytes.`,
].join(" ");

let made: { version: string; document: OpenApi } | null = null;

/** Made of the routes and the procedures behind them; once. */
export function openApiDocument(version: string): OpenApi {
  if (made?.version !== version) made = { version, document: build(version) };
  return made.document;
}

function build(version: string): OpenApi {
  const paths: OpenApi["paths"] = { "/health": { get: healthOperation() } };
  const schemas = outputComponents({ ...COMPONENTS, ...inlineShapes() });
  for (const route of ROUTES) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Curfew", version, description: DESCRIPTION },
    servers: [{ url: "/api/v1" }],
    security: [{ apiKey: [] }],
    paths,
    webhooks: webhookOperations(),
    components: { schemas, securitySchemes: { apiKey: { type: "http", scheme: "bearer" } } },
  };
}

function operationOf(route: Route): Operation {
  const { method, procedure, summary, details, path } = route;
  const reads = method === "GET";
  const body = takesQuery(route) ? null : bodyOf(route);
  return {
    operationId: procedure,
    tags: [path.split("/")[1] as string],
    summary,
    ...(details && { description: details }),
    parameters: [...parametersOf(route), ...headersOf(route)],
    ...(body && { requestBody: body }),
    responses: {
      [route.status ?? 200]: answerOf(route),
      ...(route.stream === "answers" && reads && { 204: { description: "All was told." } }),
      ...(reads &&
        !route.stream && {
          304: {
            description: "It is as it was when it had the ETag of If-None-Match.",
            headers: answerHeaders("etag"),
          },
        }),
      ...problems(route),
    },
  };
}

/** What comes when all is well. */
function answerOf(route: Route): object {
  const { stream, summary, method, status } = route;
  const types = { answers: "text/event-stream", changes: "text/event-stream", text: "text/plain" };
  const isEvents = stream !== undefined && stream !== "text";
  const schema = { $ref: `#/components/schemas/${nameOf(route)}` };
  return {
    description: isEvents ? "Events; the schema is that of the `data` of each." : summary,
    ...(method === "GET" && !stream && { headers: answerHeaders("etag") }),
    ...(status === 201 && { headers: answerHeaders("location") }),
    content: { [stream ? types[stream] : "application/json"]: { schema } },
  };
}

function parametersOf(route: Route): Parameter[] {
  const inPath = pathFields(route);
  const fields = Object.entries(inputFields(route));
  return fields
    .filter(([name]) => inPath.includes(name) || takesQuery(route))
    .map(([name, field]) => {
      const { description, ...schema } = inputSchema(field);
      const place = inPath.includes(name) ? "path" : "query";
      const required = place === "path" || isRequired(field);
      return { name, in: place, required, ...(description && { description }), schema: withoutNull(schema) };
    });
}

/** A query has no word for null: it leaves the name out. */
function withoutNull(schema: JsonSchema): JsonSchema {
  const choices = schema.anyOf?.filter(({ type }) => type !== "null");
  if (choices?.length !== 1) return schema;
  const { anyOf: _, default: __, ...rest } = schema;
  return { ...rest, ...choices[0] };
}

function headersOf(route: Route): Parameter[] {
  const fields = inputFields(route);
  const said = {
    "idempotency-key": "Stands for the field idempotencyKey.",
    "last-event-id": "Stands for the field lastEventId.",
    "if-match": "The ETag of the service as it was read, instead of expectedRevision.",
  };
  const own = Object.entries(HEADER_FIELDS)
    .filter(([, field]) => fields[field])
    .map(([name]) => header(name, said[name as keyof typeof said]));
  const etag = header("if-none-match", "An ETag: 304 when nothing has changed.");
  return route.method === "GET" && !route.stream ? [...own, etag] : own;
}

function header(name: string, description: string): Parameter {
  return { name, in: "header", required: false, description, schema: { type: "string" } };
}

function bodyOf(route: Route): Operation["requestBody"] | null {
  const inPath = pathFields(route);
  const fields = route.body?.shape ?? inputFields(route);
  const own = Object.entries(fields as Record<string, z.ZodType>).filter(([name]) => !inPath.includes(name));
  if (own.length === 0) return null;
  const required = own.filter(([, field]) => isRequired(field)).map(([name]) => name);
  const schema: JsonSchema = {
    type: "object",
    properties: Object.fromEntries(own.map(([name, field]) => [name, inputSchema(field)])),
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
  return { required: required.length > 0, content: { "application/json": { schema } } };
}

function isRequired(field: z.ZodType): boolean {
  return field._zod.optin === undefined;
}

/** The refusals that the route may give. */
function problems(route: Route): Record<string, unknown> {
  const writes = route.method !== "GET";
  const fields = Object.keys(inputFields(route));
  const named =
    pathFields(route).length > 0 || ["service", "id", "ids"].some((name) => fields.includes(name));
  const statuses = [
    ...[400, 401, 405, 421, 500, 503],
    ...(named ? [404] : []),
    ...(writes ? [403, 409, 413, 415] : []),
    ...(fields.includes("expectedRevision") ? [412] : []),
  ];
  return Object.fromEntries(statuses.sort().map((status) => [status, problemResponse(status)]));
}

function problemResponse(status: number): object {
  const schema = { $ref: "#/components/schemas/Problem" };
  const headers = PROBLEM_HEADERS[status];
  return {
    description: titleOf(status),
    ...(headers && { headers: answerHeaders(headers) }),
    content: { "application/problem+json": { schema } },
  };
}

function healthOperation(): Operation {
  const content = { "application/json": { schema: { $ref: "#/components/schemas/Health" } } };
  return {
    operationId: "health",
    tags: ["health"],
    summary: "Whether work can be done",
    description: "Needs no key.",
    parameters: [],
    responses: {
      200: { description: "The database answers and a runner lives.", content },
      503: { description: "Something is missing.", content },
      421: problemResponse(421),
    },
    security: [],
  };
}

/** The component that a route answers with. Shapes that belong to one route alone are called by its procedure. */
function nameOf({ shape, procedure }: Route): string {
  return Object.entries(COMPONENTS).find(([, one]) => one === shape)?.[0] ?? inlineName(procedure);
}

function inlineName(procedure: string): string {
  return `${procedure.replace(/(^|\.)(\w)/g, (_, __, letter: string) => letter.toUpperCase())}Rows`;
}

function inlineShapes(): Record<string, z.ZodType> {
  const known = new Set(Object.values(COMPONENTS));
  const own = ROUTES.filter(({ shape }) => !known.has(shape));
  return Object.fromEntries(own.map(({ shape, procedure }) => [inlineName(procedure), shape]));
}
