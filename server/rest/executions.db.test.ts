import { v7 as uuid } from "uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution, buildService, TEST_NOW } from "#db/testing-builders.ts";
import { systemClock } from "#server/clock.ts";
import { MAX_BODY_BYTES } from "./read-input.ts";
import { type Ask, restOf } from "./testing-rest.ts";

let testDatabase: TestDatabase;
let ask: Ask;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  ask = restOf(testDatabase.database);
});
afterAll(() => testDatabase.drop());

function fields(answer: { body: { faults?: { field: string }[] } }): string[] {
  return (answer.body.faults ?? []).map(({ field }) => field);
}

describe("starting", () => {
  test("makes an execution and says where it is", async () => {
    const service = await buildService(testDatabase.database);
    const started = await ask("POST", "/executions", { body: { service: service.name, input: { n: 1 } } });
    expect(started.status).toBe(201);
    expect(started.headers.get("location")).toBe(`/api/v1/executions/${started.body.id}`);
    const { body } = await ask("GET", `/executions/${started.body.id}`);
    expect(body).toMatchObject({ status: "created", serviceName: service.name, input: { n: 1 } });
  });

  test("asked again with the same Idempotency-Key, it is the same execution", async () => {
    const service = await buildService(testDatabase.database);
    const headers = { "idempotency-key": "night 7" };
    const start = (input: object) =>
      ask("POST", "/executions", { body: { service: service.name, input }, headers });
    const [first, second] = await Promise.all([start({ n: 1 }), start({ n: 1 })]);
    expect(second.body.id).toBe(first.body.id);
    expect((await start({ n: 2 })).status).toBe(409);
    const listed = await ask("GET", `/executions?services=${service.name}`);
    expect(listed.body.rows).toHaveLength(1);
  });

  test("a caller that goes away before its answer loses nothing: asking again with its key finds it", async () => {
    const service = await buildService(testDatabase.database);
    const start = { body: { service: service.name }, headers: { "idempotency-key": "once" } };
    const gone = new AbortController();
    const unheard = ask("POST", "/executions", { ...start, signal: gone.signal });
    gone.abort();
    await unheard.catch(() => {});
    const { body } = await ask("POST", "/executions", start);
    const listed = await ask("GET", `/executions?services=${service.name}`);
    expect(listed.body.rows.map(({ id }: { id: string }) => id)).toEqual([body.id]);
  });

  test("a key in the header and another in the body are told apart", async () => {
    const body = { service: "any", idempotencyKey: "a" };
    const answer = await ask("POST", "/executions", { body, headers: { "idempotency-key": "b" } });
    expect([answer.status, fields(answer)]).toEqual([400, ["idempotencyKey"]]);
  });
});

describe("reading", () => {
  test("pages follow each other by their cursor, filtered by what the query says", async () => {
    const { database } = testDatabase;
    const service = await buildService(database);
    for (const status of ["success", "failed", "success", "success"] as const) {
      await buildExecution(database, { serviceId: service.id, status });
    }
    const query = `services=${service.name}&statuses=success&statuses=failed&limit=3`;
    const first = await ask("GET", `/executions?${query}&from=${TEST_NOW.toISOString()}`);
    const second = await ask("GET", `/executions?${query}&cursor=${first.body.nextCursor}`);
    expect([first.body.rows.length, second.body.rows.length]).toEqual([3, 1]);
    expect(second.body.nextCursor).toBeNull();
    const { body: counts } = await ask("GET", `/executions/counts?services=${service.name}`);
    expect(counts).toMatchObject({ success: 3, failed: 1 });
  });

  test("what has not changed since its ETag is not sent again", async () => {
    const { id } = await buildExecution(testDatabase.database);
    const { headers } = await ask("GET", `/executions/${id}`);
    const etag = headers.get("etag") as string;
    expect((await ask("GET", `/executions/${id}`, { headers: { "if-none-match": etag } })).status).toBe(304);
    const running = await buildExecution(testDatabase.database, { status: "in-progress" });
    const other = { headers: { "if-none-match": etag } };
    expect((await ask("GET", `/executions/${running.id}`, other)).status).toBe(200);
  });

  test.each(["", "nonsense", uuid()])("an execution %j is not there, whatever is asked of it", async (id) => {
    for (const what of ["", "/events", "/logs", "/wait?timeout=0"]) {
      if (id === "" && what !== "") continue;
      expect((await ask("GET", `/executions/${id}${what}`)).status).toBe(404);
    }
    for (const verb of id ? ["terminate", "withdraw", "escalate", "rerun"] : []) {
      expect((await ask("POST", `/executions/${id}/${verb}`)).status).toBe(404);
    }
  });

  test("what it used and reported over time is given by attempt", async () => {
    const { id } = await buildExecution(testDatabase.database, { status: "in-progress" });
    await testDatabase.database.sql`
      insert into usage_samples values (${id}, 1, 1, ${TEST_NOW}, 1.5, 5000000000, 97, 22000000000)`;
    const { body } = await ask("GET", `/executions/${id}/samples?points=10`);
    const point = { cpuCores: 1.5, memoryBytes: 5e9, gpuPercent: 97, gpuMemoryBytes: 22e9 };
    expect(body.rows).toMatchObject([{ attempt: 1, usageOf: "execution", usage: [point], progress: [] }]);
    const wrong = await ask("GET", `/executions/${id}/samples?points=1e6`);
    expect([wrong.status, fields(wrong)]).toEqual([400, ["points"]]);
  });

  test("events and logs are pages of it", async () => {
    const { id } = await buildExecution(testDatabase.database, { status: "in-progress" });
    expect((await ask("GET", `/executions/${id}/events?after=0`)).body).toEqual({ rows: [] });
    const { body } = await ask("GET", `/executions/${id}/logs?fromLine=0&limit=10`);
    const rest = { nextLine: 0, totalLines: 0, live: true, over: false, nextAttempt: null };
    expect(body).toEqual({ attempt: 1, lines: [], ...rest });
  });
});

test("one that waits is terminated at once, and is run again", async () => {
  const { id } = await buildExecution(testDatabase.database);
  const terminated = await ask("POST", `/executions/${id}/terminate`, { body: { note: "not needed" } });
  expect(terminated.body).toEqual({ id, status: "terminated", stopping: false, below: 0 });
  const rerun = await ask("POST", `/executions/${id}/rerun`);
  expect(rerun.status).toBe(201);
  expect((await ask("GET", `/executions/${rerun.body.id}`)).body.rerunOf).toBe(id);
  expect((await ask("POST", `/executions/${id}/escalate`)).status).toBe(409);
});

test("two reruns with one key are one execution, and the key of a start is no key of a rerun", async () => {
  const { id } = await buildExecution(testDatabase.database, { status: "failed" });
  const again = (key: string) =>
    ask("POST", `/executions/${id}/rerun`, { headers: { "idempotency-key": key } });
  const [first, second] = await Promise.all([again("k"), again("k")]);
  expect(second.body.id).toBe(first.body.id);
  const { body } = await ask("GET", `/executions/${id}`);
  const start = { body: { service: body.serviceName }, headers: { "idempotency-key": "k" } };
  expect((await ask("POST", "/executions", start)).status).toBe(409);
});

describe("what is wrong is named", () => {
  test.each([
    ["cursor=nonsense", ["cursor"]],
    ["limit=0", ["limit"]],
    ["limit=ten", ["limit"]],
    ["limit=10&limit=20", ["limit"]],
    ["statuses=running", ["statuses.0"]],
    ["from=yesterday", ["from"]],
    ["colour=red&limit=1", ["colour"]],
    ["direction=forward", ["direction"]],
    ["text=%00", ["text"]],
  ])("in the query %s", async (query, named) => {
    const answer = await ask("GET", `/executions?${query}`);
    expect([answer.status, fields(answer)]).toEqual([400, named]);
    expect(answer.body).toMatchObject({ type: "urn:curfew:invalid-input", status: 400 });
  });

  test.each([
    [{}, ["service"]],
    [{ service: "any", colour: "red" }, ["colour"]],
    [{ service: "any", priority: 1.5, input: [] }, ["input", "priority"]],
    [{ service: "any", functionName: 1 }, ["functionName"]],
  ])("in the body %j", async (body, named) => {
    const answer = await ask("POST", "/executions", { body });
    expect([answer.status, fields(answer)]).toEqual([400, named]);
  });

  test.each(["{", "[]", "null", '"text"', "1"])("a body %s is no JSON object", async (body) => {
    expect((await ask("POST", "/executions", { body })).status).toBe(400);
  });

  test("an id in the body or the query of what the path names", async () => {
    const { id } = await buildExecution(testDatabase.database);
    const answer = await ask("POST", `/executions/${id}/terminate?note=x`, { body: { id } });
    expect([answer.status, fields(answer)]).toEqual([400, ["note", "id"]]);
  });

  test("a service that is not there is not found", async () => {
    for (const service of ["nowhere", uuid(), "\0"]) {
      expect((await ask("POST", "/executions", { body: { service } })).status).toBeOneOf([400, 404]);
    }
  });

  test("a body of another type, or beyond the limit, is refused as such", async () => {
    const headers = { "content-type": "text/plain" };
    expect((await ask("POST", "/executions", { body: "service=x", headers })).status).toBe(415);
    const body = { service: "x", input: { text: "x".repeat(MAX_BODY_BYTES) } };
    expect((await ask("POST", "/executions", { body })).status).toBe(413);
  });
});

test("a time in a body is told as text, and what is none is refused at its field", async () => {
  const { id } = await buildExecution(testDatabase.database);
  const move = (at: string) => ask("POST", `/executions/${id}/deadline`, { body: { at } });
  expect((await move(new Date(systemClock.now().getTime() + 3_600_000).toISOString())).body.detail).toContain(
    "it has not started",
  );
  const refused = await move("tomorrow");
  expect([refused.status, fields(refused)]).toEqual([400, ["at"]]);
});
