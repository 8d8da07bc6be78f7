import { expect, test } from "vitest";
import { appRouter } from "#server/api/root.ts";
import { ServiceConfigSchema } from "#server/domain/service-config.ts";
import { UpdateServiceInput } from "#server/services/update.ts";
import { type OpenApi, type Operation, openApiDocument } from "./openapi.ts";
import { ROUTES } from "./routes.ts";

const document = openApiDocument("1.2.3");

/** What no script wants, each with its reason. */
const NOT_OFFERED: Record<string, string> = {
  "executions.typical": "what a list marks rows by; the durations of each execution are offered",
  "executions.logs": "executions.followLogs answers the same, and waits where that is asked for",
  "executions.knownValues": "what the field of a filter is completed with",
  "executions.recentNotes": "what the field of a reason is completed with",
  "overview.tab": "what a window's title tells; overview.situation has it all",
  "services.list": "what screens show whole; a script takes pages",
  "runners.list": "as services.list",
  "bulks.list": "as services.list",
  "apiKeys.list": "as services.list",
  "session.signOut": "a key has no session",
};

function operations({ paths }: OpenApi): Operation[] {
  return Object.values(paths).flatMap((path) => Object.values(path));
}

test("every procedure is offered, or there is a reason", () => {
  const offered = ROUTES.map(({ procedure }) => procedure);
  const all = Object.keys(appRouter._def.procedures);
  expect([...offered, ...Object.keys(NOT_OFFERED)].sort()).toEqual(all.sort());
});

test("reads are no mutations and writes are, but for waits, whose ids are too long for an address", () => {
  const procedures = appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>;
  const odd = ROUTES.filter(
    ({ procedure, method }) => (procedures[procedure]?._def.type === "mutation") !== (method !== "GET"),
  );
  expect(odd.map(({ procedure }) => procedure).sort()).toEqual([
    "executions.followAny",
    "executions.waitAny",
    "services.previewPolicy",
  ]);
});

test("each operation has a name of its own, and each reference leads somewhere", () => {
  const names = operations(document).map(({ operationId }) => operationId);
  expect(new Set(names).size).toBe(names.length);
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)];
  for (const [, name] of references) expect(document.components.schemas).toHaveProperty(name as string);
});

test("what a caller gives is said with its bounds, and times as times", () => {
  const list = document.paths["/executions"]?.get as Operation;
  const parameter = (name: string) => list.parameters.find((one) => one.name === name);
  expect(parameter("limit")?.schema).toMatchObject({
    type: "integer",
    minimum: 1,
    maximum: 200,
    default: 50,
  });
  expect(parameter("from")?.schema).toEqual({ type: "string", format: "date-time" });
  expect(parameter("cursor")?.schema).toMatchObject({ type: "string" });
  expect(parameter("direction")).toBeUndefined();
  const start = document.paths["/executions"]?.post as Operation;
  expect(start.requestBody?.content["application/json"]?.schema).toMatchObject({
    required: ["service"],
    additionalProperties: false,
  });
});

test("the body of a service is said by what its verb checks it with", () => {
  const bodyOf = (path: string, method: string) => {
    return document.paths[path]?.[method]?.requestBody?.content["application/json"]?.schema;
  };
  const made = bodyOf("/services", "post");
  expect(Object.keys(made?.properties ?? {})).toEqual(["name", ...Object.keys(ServiceConfigSchema.shape)]);
  expect(made?.required).toEqual(["name", "program"]);
  const changed = bodyOf("/services/{name}", "patch");
  const { name: _, ...guards } = UpdateServiceInput.shape;
  const fields = [...Object.keys(ServiceConfigSchema.shape), ...Object.keys(guards)];
  expect(Object.keys(changed?.properties ?? {}).sort()).toEqual(fields.sort());
  expect(changed?.required).toBeUndefined();
});
