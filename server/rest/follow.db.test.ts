import { v7 as uuid } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution } from "#db/testing-builders.ts";
import { eventsOf, type ServerEvent } from "#sdk/typescript/client/event-stream.ts";
import { TestingServer } from "./testing-server.ts";

let testDatabase: TestDatabase;
let server: TestingServer;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  server = new TestingServer(testDatabase.database);
  await server.start();
});
afterAll(async () => {
  expect(server.bugs).toEqual([]);
  await server.end();
  await testDatabase.drop();
});

function ask(path: string, { body, lastId }: { body?: object; lastId?: string } = {}): Promise<Response> {
  return fetch(`${server.url}/api/v1${path}`, {
    headers: {
      authorization: `Bearer ${server.token}`,
      "content-type": "application/json",
      ...(lastId && { "last-event-id": lastId }),
    },
    ...(body && { method: "POST", body: JSON.stringify(body) }),
  });
}

async function open(path: string, how: Parameters<typeof ask>[1] = {}) {
  const response = await ask(path, how);
  expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/event-stream"]);
  return eventsOf(response.body as ReadableStream<Uint8Array<ArrayBuffer>>);
}

// biome-ignore lint/suspicious/noExplicitAny: tests look into any answer
type Seen = Omit<ServerEvent, "data"> & { data: any };

async function next(events: AsyncGenerator<ServerEvent, void>): Promise<Seen> {
  const { done, value } = await events.next();
  if (done) throw new Error("there are no more events");
  return value;
}

async function write(id: string, attempt: number, text: string): Promise<void> {
  const { sql } = testDatabase.database;
  const lines = JSON.stringify([[Date.parse("2026-01-01"), "o", text]]);
  await sql`insert into log_chunks (execution_id, attempt, first_line, line_count, lines, at)
    values (${id}, ${attempt}, 0, 1, ${lines}::text::jsonb, now())`;
  await tell(`logs:${id}`);
}

async function tell(topic: string): Promise<void> {
  await testDatabase.database.sql`select pg_notify('curfew_changes', ${JSON.stringify([topic])})`;
}

async function terminate(id: string): Promise<void> {
  expect((await ask(`/executions/${id}/terminate`, { body: {} })).status).toBe(200);
}

test("who follows an execution is told its progress", async () => {
  const { id } = await buildExecution(testDatabase.database, { status: "in-progress" });
  const events = await open(`/executions/${id}/follow`);
  await next(events);
  await testDatabase.database.sql`update executions set progress = 40 where id = ${id}`;
  await tell(`progress:${id}`);
  expect(await next(events)).toMatchObject({ name: "answer", data: { progress: 40 } });
});

test("an execution is told as it is, at each change, and at its end, which closes the stream", async () => {
  const { id } = await buildExecution(testDatabase.database);
  const events = await open(`/executions/${id}/follow`);
  expect(await next(events)).toMatchObject({ name: "answer", data: { id, status: "created" } });
  expect((await ask(`/executions/${id}/labels`, { body: { set: { team: "a" } } })).status).toBe(200);
  expect(await next(events)).toMatchObject({ name: "answer", data: { labels: { team: "a" } } });
  await terminate(id);
  const end = await next(events);
  expect(end).toMatchObject({ name: "end", data: { id, status: "terminated", labels: { team: "a" } } });
  expect((await events.next()).done).toBe(true);
  // A browser asks again by itself; 204 tells it that all was told.
  expect((await ask(`/executions/${id}/follow`, { lastId: end.id })).status).toBe(204);
});

test("of several each is told once, when it ends, until all have", async () => {
  const { database } = testDatabase;
  const [ended, one, other] = await Promise.all([
    buildExecution(database, { status: "failed" }),
    buildExecution(database),
    buildExecution(database),
  ]);
  const events = await open("/executions/follow", { body: { ids: [one.id, ended.id, other.id] } });
  const told = async () => {
    const { name, data } = await next(events);
    return [name, ...data.rows.map(({ id }: { id: string }) => id)];
  };
  expect(await told()).toEqual(["answer", ended.id]);
  await terminate(other.id);
  expect(await told()).toEqual(["answer", other.id]);
  await terminate(one.id);
  expect(await told()).toEqual(["end", one.id]);
  expect((await events.next()).done).toBe(true);
});

test("what it writes is followed over its attempts to its end, and a cut is gone on from", async () => {
  const { database } = testDatabase;
  const { id } = await buildExecution(database, { status: "in-progress" });
  await write(id, 1, "first try");
  const events = await open(`/executions/${id}/logs/follow`);
  const first = await next(events);
  expect([first.data.attempt, first.data.lines[0].text]).toEqual([1, "first try"]);
  await database.sql`update executions set attempt = 2, status = 'created', stop_reason = null, replica_id = null,
    started_at = null, deadline_at = null where id = ${id}`;
  await write(id, 2, "second try");
  const second = await next(events);
  expect([second.name, second.data.attempt, second.data.lines[0].text]).toEqual(["answer", 2, "second try"]);
  await terminate(id);
  expect(await next(events)).toMatchObject({ name: "end", data: { attempt: 2, over: true } });
  const back = await open(`/executions/${id}/logs/follow`, { lastId: first.id });
  expect(await next(back)).toMatchObject({ data: { attempt: 1, lines: [], nextAttempt: 2 } });
  expect(await next(back)).toMatchObject({
    name: "end",
    data: { attempt: 2, lines: [{ text: "second try" }] },
  });
  const only = await open(`/executions/${id}/logs/follow?attempt=1&until=attempt`);
  expect(await next(only)).toMatchObject({ name: "end", data: { lines: [{ text: "first try" }] } });
});

test("changes are told by topic, and those that were missed when they are asked for again", async () => {
  const events = await open("/changes");
  const begin = await next(events);
  expect(begin).toMatchObject({ name: "changes", data: { topics: [] } });
  await tell("services");
  const told: string[] = [];
  while (!told.includes("services")) told.push(...(await next(events)).data.topics);
  await events.return();
  await tell("runners");
  let missed: string[] = [];
  while (!missed.includes("runners")) {
    missed = (await next(await open("/changes", { lastId: begin.id }))).data.topics;
  }
  expect(missed).toContain("services");
});

test("a server that shuts down cuts the stream without an end, so that its reader asks again", async () => {
  const { id } = await buildExecution(testDatabase.database);
  const events = await open(`/executions/${id}/follow`);
  await next(events);
  await server.end();
  await expect(events.next()).rejects.toThrow();
  await server.start();
  expect((await next(await open(`/executions/${id}/follow`))).data.status).toBe("created");
});

test("what can't be followed is refused as everywhere", async () => {
  const refusals = [
    [await ask(`/executions/${uuid()}/follow`), 404],
    [await ask(`/executions/${uuid()}/logs/follow`), 404],
    [await ask("/executions/follow", { body: { ids: [uuid()] } }), 404],
    [await ask("/executions/follow", { body: { ids: [] } }), 400],
    [await ask(`/executions/${uuid()}/logs/follow?until=never`), 400],
    [await fetch(`${server.url}/api/v1/changes`), 401],
  ] as const;
  for (const [response, status] of refusals) {
    expect([response.status, response.headers.get("content-type")]).toEqual([
      status,
      "application/problem+json",
    ]);
  }
});
