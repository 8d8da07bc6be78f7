import { TRPCError } from "@trpc/server";
import { v7 as uuid } from "uuid";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution } from "#db/testing-builders.ts";
import { ChangeFeed, EVERYTHING } from "#server/live/change-feed.ts";
import { databaseChanges } from "#server/live/database-changes.ts";
import { silentLog } from "#server/log.ts";
import { ManualClock } from "#server/manual-clock.ts";
import { buildCaller } from "./testing.ts";

let testDatabase: TestDatabase;
let changes: ChangeFeed;
let shutdown: AbortController;
/** It stands still unless a test moves it: what is answered meanwhile was told by a notification. */
let clock: ManualClock;
let api: ReturnType<typeof buildCaller>;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
});
afterAll(() => testDatabase.drop());
beforeEach(async () => {
  const { database } = testDatabase;
  clock = new ManualClock();
  shutdown = new AbortController();
  changes = new ChangeFeed({ source: databaseChanges(database), clock, log: silentLog });
  await changes.start();
  api = buildCaller(database, { changes, clock, shutdown: shutdown.signal });
});
afterEach(() => changes.stop());

/** Moves the clock until the call is answered. */
async function whileTimePasses<T>(call: Promise<T>): Promise<T> {
  let answered = false;
  const note = () => {
    answered = true;
  };
  call.then(note, note);
  while (!answered) {
    clock.advance(500);
    await testDatabase.database.sql`select 1`;
  }
  return await call;
}

test("a wait is answered by the notification of the end", async () => {
  const { id } = await buildExecution(testDatabase.database);
  const waiting = api.executions.wait({ id, timeout: 60 });
  await api.executions.terminate({ id });
  expect(await waiting).toMatchObject({ id, status: "terminated" });
});

test("one that has ended is answered at once, and one that runs when the time is up", async () => {
  const ended = await buildExecution(testDatabase.database, { status: "failed" });
  expect((await api.executions.wait({ id: ended.id, timeout: 60 })).status).toBe("failed");
  const { id } = await buildExecution(testDatabase.database, { status: "in-progress" });
  expect((await api.executions.wait({ id, timeout: 0 })).status).toBe("in-progress");
  const waiting = api.executions.wait({ id, timeout: 1 });
  expect((await whileTimePasses(waiting)).status).toBe("in-progress");
});

test("an end whose notification was lost is seen by the next look", async () => {
  const { id } = await buildExecution(testDatabase.database, { status: "in-progress" });
  const waiting = api.executions.wait({ id, timeout: 60 });
  await testDatabase.database.sql`
    update executions set status = 'failed', reason = 'error', ended_at = now() where id = ${id}`;
  expect((await whileTimePasses(waiting)).status).toBe("failed");
});

test("of several, those that have ended are answered as soon as one has", async () => {
  const { database } = testDatabase;
  const [one, other] = [await buildExecution(database), await buildExecution(database)];
  const waiting = api.executions.waitAny({ ids: [one.id, other.id], timeout: 60 });
  await api.executions.terminate({ id: other.id });
  expect((await waiting).map(({ id }) => id)).toEqual([other.id]);
  expect(await api.executions.waitAny({ ids: [one.id], timeout: 0 })).toEqual([]);
});

test("an id that no execution has is not found", async () => {
  for (const call of [
    () => api.executions.wait({ id: uuid(), timeout: 60 }),
    () => api.executions.waitAny({ ids: [uuid()], timeout: 60 }),
    () => api.executions.followLogs({ id: uuid(), timeout: 60 }),
  ]) {
    await expect(call()).rejects.toMatchObject({ code: "NOT_FOUND" });
  }
});

test("a server that shuts down says so instead of leaving anybody waiting", async () => {
  const { id } = await buildExecution(testDatabase.database, { status: "in-progress" });
  const waiting = api.executions.wait({ id, timeout: 60 }).catch((error) => error);
  shutdown.abort();
  const error = await waiting;
  expect(error).toBeInstanceOf(TRPCError);
  expect(error.code).toBe("SERVICE_UNAVAILABLE");
});

test("lines are waited for until the attempt can write none", async () => {
  const { database } = testDatabase;
  const { id } = await buildExecution(database, { status: "in-progress" });
  const waiting = api.executions.followLogs({ id, fromLine: 0, timeout: 60 });
  const lines = JSON.stringify([[Date.parse("2026-01-01"), "o", "hello"]]);
  await database.sql`
    insert into log_chunks (execution_id, attempt, first_line, line_count, lines, at)
    values (${id}, 1, 0, 1, ${lines}::text::jsonb, now())`;
  await database.sql`select pg_notify('curfew_changes', ${JSON.stringify([`logs:${id}`])})`;
  expect((await waiting).lines.map(({ text }) => text)).toEqual(["hello"]);
  const ended = await buildExecution(database, { status: "failed" });
  expect((await api.executions.followLogs({ id: ended.id, fromLine: 0, timeout: 60 })).lines).toEqual([]);
});

test("a gap in what is heard makes it look again", async () => {
  const { id } = await buildExecution(testDatabase.database, { status: "in-progress" });
  const waiting = api.executions.wait({ id, timeout: 60 });
  await testDatabase.database.sql`
    update executions set status = 'failed', reason = 'error', ended_at = now() where id = ${id}`;
  await testDatabase.database.sql`select pg_notify('curfew_changes', ${JSON.stringify([EVERYTHING])})`;
  expect((await waiting).status).toBe("failed");
});
