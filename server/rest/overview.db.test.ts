import { v7 as uuid } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution } from "#db/testing-builders.ts";
import { buildApiContext } from "#server/api/testing.ts";
import { handleRest } from "./handle.ts";
import { openApiDocument } from "./openapi.ts";
import { type Ask, restOf } from "./testing-rest.ts";

let testDatabase: TestDatabase;
let ask: Ask;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  ask = restOf(testDatabase.database);
});
afterAll(() => testDatabase.drop());

test("how everything stands, what happened, and when executions were created", async () => {
  const { database } = testDatabase;
  const { id } = await buildExecution(database, { status: "in-progress" });
  await buildExecution(database, { status: "failed" });
  expect((await ask("GET", "/overview")).body).toMatchObject({ running: 1, complete: true });
  expect((await ask("GET", "/overview/history?hours=3")).body.hours).toHaveLength(3);
  const bad = await ask("GET", "/overview/history?hours=0");
  expect([bad.status, bad.body.faults[0].field]).toEqual([400, "hours"]);
  expect((await ask("GET", "/executions/histogram?where=service:nobodys")).body).toBeNull();
  await ask("POST", `/executions/${id}/labels`, { body: { set: { team: "vision" } } });
  expect((await ask("GET", "/labels")).body).toEqual({ rows: ["team"] });
  expect((await ask("GET", "/labels?key=team")).body).toEqual({ rows: ["vision"] });
});

test("views are saved, chosen to begin with, and removed", async () => {
  const saved = await ask("POST", "/views", { body: { name: "Mine", where: "status:failed", shared: true } });
  expect(saved.status).toBe(200);
  await ask("POST", "/views/default", { body: { id: saved.body.id } });
  const { rows } = (await ask("GET", "/views")).body;
  expect(rows).toMatchObject([{ name: "Mine", filter: "status:failed", shared: true, isDefault: true }]);
  await ask("PATCH", `/views/${saved.body.id}`, { body: { name: "Ours" } });
  expect((await ask("GET", "/views")).body.rows).toMatchObject([{ name: "Ours", isDefault: true }]);
  expect((await ask("DELETE", `/views/${saved.body.id}`)).status).toBe(200);
  expect((await ask("DELETE", `/views/${saved.body.id}`)).status).toBe(404);
});

test("an API key is made by 201, and has no page that a header could name", async () => {
  const made = await ask("POST", "/api-keys", { body: { name: "ci" } });
  expect([made.status, made.headers.get("location")]).toEqual([201, null]);
});

test("the output of an attempt is one text, and a refusal is a problem", async () => {
  const { database } = testDatabase;
  const { id } = await buildExecution(database, { status: "in-progress" });
  const lines = JSON.stringify([
    [Date.parse("2026-01-01"), "o", "one"],
    [Date.parse("2026-01-01"), "e", "two"],
  ]);
  await database.sql`insert into log_chunks (execution_id, attempt, first_line, line_count, lines, at)
    values (${id}, 1, 0, 2, ${lines}::text::jsonb, now())`;
  const response = await plain(`/executions/${id}/logs/text`);
  expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
  expect(response.headers.get("content-disposition")).toBe(`attachment; filename="${id}-attempt-1.log"`);
  const at = "2026-01-01T00:00:00.000Z";
  expect(await response.text()).toBe(`${at} stdout one\n${at} stderr two\n`);
  for (const [path, status] of [
    [`/executions/${uuid()}/logs/text`, 404],
    [`/executions/${id}/logs/text?attempt=2`, 404],
    [`/executions/${id}/logs/text?attempt=x`, 400],
    [`/executions/${id}/logs/text?from=1`, 400],
  ] as const) {
    const refused = await plain(path);
    expect([path, refused.status, refused.headers.get("content-type")]).toEqual([
      path,
      status,
      "application/problem+json",
    ]);
  }
});

test("the document says which headers come, and that a method may be none", async () => {
  const { paths } = openApiDocument("0");
  const responses = paths["/services/{name}"]?.get?.responses as Record<string, { headers?: object }>;
  expect(Object.keys(responses[200]?.headers ?? {})).toEqual(["etag"]);
  expect(Object.keys(responses[405]?.headers ?? {})).toEqual(["allow"]);
  expect(Object.keys(responses[503]?.headers ?? {})).toEqual(["retry-after"]);
  expect(paths["/executions"]?.post?.responses[201]).toMatchObject({ headers: { location: {} } });
});

function plain(path: string): Promise<Response> {
  const context = buildApiContext(testDatabase.database);
  const origin = "http://127.0.0.1:3000";
  const server = {
    origins: [origin],
    version: "0.0.0",
    context: async () => context,
    health: () => Promise.reject(new Error("nobody asks")),
    reportBug: context.reportBug,
  };
  return handleRest(server, new Request(`${origin}/api/v1${path}`, { headers: { host: "127.0.0.1:3000" } }));
}
