import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildRunner } from "#db/testing-builders.ts";
import { restOf } from "./testing-rest.ts";

const ID = "01a20b19-4eba-73b9-83b1-f33afb4650fa";
const HUGE = 9_007_199_254_740_990;

let testDatabase: TestDatabase;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
});
afterAll(() => testDatabase.drop());

describe("who asks", () => {
  test("nobody gets anything but health and the document", async () => {
    const ask = restOf(testDatabase.database, { caller: null });
    await buildRunner(testDatabase.database);
    expect((await ask("GET", "/health")).body).toMatchObject({ status: "ok", runner: { ok: true } });
    expect((await ask("GET", "/openapi.json")).body.openapi).toBe("3.1.0");
    const refused = await ask("GET", "/executions");
    expect([refused.status, refused.headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
    expect(refused.headers.get("content-type")).toBe("application/problem+json");
  });

  test("another site's page may change nothing", async () => {
    const ask = restOf(testDatabase.database, { crossSite: true });
    const answer = await ask("POST", "/executions", { body: { service: "any" } });
    expect([answer.status, answer.body.type]).toEqual([403, "urn:curfew:cross-site"]);
  });

  test("a name that is not ours is refused", async () => {
    const ask = restOf(testDatabase.database);
    expect((await ask("GET", "/health", { headers: { host: "evil.example" } })).status).toBe(421);
  });
});

describe("addresses", () => {
  test.each(["/nothing", "", "/executions/a/b/c", "/executions/%E0%A4%A", "/Executions"])(
    "%s is nothing",
    async (path) => {
      const answer = await restOf(testDatabase.database)("GET", path);
      expect([answer.status, answer.body.type]).toEqual([404, "urn:curfew:not-found"]);
    },
  );

  test.each([
    ["DELETE", "/executions/1", "GET, HEAD, OPTIONS"],
    ["POST", "/services/a", "GET, PUT, PATCH, DELETE, HEAD, OPTIONS"],
    ["DELETE", "/executions/wait", "POST, OPTIONS"],
    ["POST", "/health", "GET, HEAD, OPTIONS"],
  ])("%s %s says what is possible instead", async (method, path, allow) => {
    const answer = await restOf(testDatabase.database)(method, path);
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, allow]);
  });

  test("HEAD answers as GET without a body, OPTIONS with the methods", async () => {
    const ask = restOf(testDatabase.database);
    expect(await ask("HEAD", "/services")).toMatchObject({ status: 200, body: "" });
    expect((await ask("OPTIONS", "/services")).headers.get("allow")).toBe("GET, POST, HEAD, OPTIONS");
  });
});

test.each([
  ["GET", `/executions/${ID}/logs?fromLine=${HUGE}`, "fromLine"],
  ["GET", `/executions/${ID}/logs?attempt=${HUGE}`, "attempt"],
  ["GET", `/services/any/revisions?before=${HUGE}`, "before"],
  ["POST", "/services/any/roll-back", "revision"],
  ["POST", `/bulks/${ID}/start`, "count"],
])("%s %s with a number that no database holds is named", async (method, path, field) => {
  const body = method === "POST" ? { body: { [field]: HUGE } } : {};
  const { status, body: answer } = await restOf(testDatabase.database)(method, path, body);
  expect([status, answer.faults.map((fault: { field: string }) => fault.field)]).toEqual([400, [field]]);
});

test("a database that is away is said to be, and a bug keeps its words", async () => {
  const bugs: unknown[] = [];
  const failing = (error: Error) =>
    restOf({ ...testDatabase.database, sql: throwing(error) } as never, {
      reportBug: (path, cause) => bugs.push([path, cause]),
    });
  const away = await failing(Object.assign(new Error("refused"), { code: "ECONNREFUSED" }))(
    "GET",
    "/services",
  );
  expect([away.status, away.headers.get("retry-after")]).toEqual([503, "1"]);
  const broken = await failing(new Error("the password is hunter2"))("GET", "/services");
  expect(broken.status).toBe(500);
  expect(JSON.stringify(broken.body)).not.toContain("hunter2");
  expect(bugs).toHaveLength(2);
});

function throwing(error: Error) {
  return () => {
    throw error;
  };
}
