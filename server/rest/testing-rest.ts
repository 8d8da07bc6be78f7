import { Ajv2020 } from "ajv/dist/2020.js";
import type { Database } from "#db/client.ts";
import type { ApiContext } from "#server/api/api-context.ts";
import { readHealth } from "#server/api/health.ts";
import { buildApiContext } from "#server/api/testing.ts";
import { handleRest } from "./handle.ts";
import { openApiDocument } from "./openapi.ts";
import { routesAt } from "./routes.ts";

const ORIGIN = "http://127.0.0.1:3000";

export interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into any answer
  body: any;
}

export type Ask = (method: string, path: string, options?: AskOptions) => Promise<Answer>;

interface AskOptions {
  /** An object is sent as JSON, a text as it is. */
  body?: unknown;
  headers?: Record<string, string>;
  /** Aborted when the caller goes away. */
  signal?: AbortSignal;
}

/** Asks the REST API without a web server; each answer is checked against the document. */
export function restOf(database: Database, overrides: Partial<ApiContext> = {}): Ask {
  const context = buildApiContext(database, overrides);
  const server = {
    origins: [ORIGIN],
    version: "0.0.0",
    context: async () => context,
    health: () => readHealth(context, "0.0.0"),
    reportBug: context.reportBug,
  };
  return async (method, path, { body, headers, signal } = {}) => {
    const text = body === undefined || typeof body === "string" ? (body as string) : JSON.stringify(body);
    const request = new Request(`${ORIGIN}/api/v1${path}`, {
      method,
      headers: { host: "127.0.0.1:3000", ...(text && { "content-type": "application/json" }), ...headers },
      ...(text !== undefined && { body: text }),
      ...(signal && { signal }),
    });
    const response = await handleRest(server, request);
    const answered = await response.text();
    const answer = {
      status: response.status,
      headers: response.headers,
      body: answered && JSON.parse(answered),
    };
    checkAnswer(method, path, answer);
    return answer;
  };
}

const document = openApiDocument("0.0.0");
const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
ajv.addSchema({ $id: "openapi", components: document.components });

/** Throws when the document does not say that this may be answered. */
function checkAnswer(method: string, path: string, { status, headers, body }: Answer): void {
  const match = routesAt(path.split("?")[0] as string).find(({ route }) => route.method === method);
  if (!match) return;
  const said = document.paths[match.route.path]?.[method.toLowerCase()]?.responses[status] as
    | { content?: Record<string, { schema: { $ref: string } }> }
    | undefined;
  if (!said)
    throw new Error(`${method} ${match.route.path} may not answer ${status}: ${JSON.stringify(body)}`);
  if (!said.content) return;
  const [type, { schema }] = Object.entries(said.content)[0] as [string, { schema: { $ref: string } }];
  if (headers.get("content-type")?.split(";")[0] !== type) throw new Error(`${type} was said`);
  if (!ajv.validate({ $ref: `openapi${schema.$ref}` }, body)) {
    throw new Error(`${method} ${path}: ${ajv.errorsText()} in ${JSON.stringify(body)}`);
  }
}
