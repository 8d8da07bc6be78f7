import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "#db/client.ts";
import { atTimeOf, createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildRunner } from "#db/testing-builders.ts";
import { SHOWN_LOST_MS } from "#server/domain/liveness.ts";
import { ManualClock } from "#server/manual-clock.ts";
import { readHealth } from "./health.ts";

let testDatabase: TestDatabase;
const clock = new ManualClock();
beforeAll(async () => {
  testDatabase = await createTestDatabase();
});
afterAll(() => testDatabase.drop());

/** By the database's clock; that of the web server is a day behind. */
function read() {
  const behind = new ManualClock(secondsAgo(86_400));
  return readHealth({ database: atTimeOf(clock, testDatabase.database), clock: behind }, "1.2.3");
}
const secondsAgo = (seconds: number) => new Date(clock.now().getTime() - seconds * 1_000);

test("without a runner it is unhealthy and says so", async () => {
  expect(await read()).toEqual({
    status: "unhealthy",
    database: { ok: true, latencyMs: expect.any(Number) },
    runner: { ok: false, newestHeartbeatAt: null, ageMs: null },
    version: "1.2.3",
  });
});

test("a runner that was stopped is none", async () => {
  await buildRunner(testDatabase.database, { state: "stopped", heartbeatAt: secondsAgo(1) });
  expect((await read()).runner).toMatchObject({ ok: false, newestHeartbeatAt: null });
});

test("a runner that has gone quiet is unhealthy, with the age of its last sign", async () => {
  await buildRunner(testDatabase.database, { heartbeatAt: secondsAgo(SHOWN_LOST_MS / 1_000) });
  expect(await read()).toMatchObject({ status: "unhealthy", runner: { ok: false, ageMs: SHOWN_LOST_MS } });
});

test("with a database that answers and a runner that lives it is ok", async () => {
  await buildRunner(testDatabase.database, { heartbeatAt: secondsAgo(2) });
  expect(await read()).toMatchObject({ status: "ok", runner: { ok: true, ageMs: 2_000 } });
});

test("a database that refuses is told, not thrown", async () => {
  const database = connect(testDatabase.url.replace(/\/[^/]*$/, "/no_such_database"), { max: 1 });
  const health = await readHealth({ database, clock }, "1.2.3");
  expect(health).toMatchObject({ status: "unhealthy", database: { ok: false, latencyMs: null } });
  await database.close();
});

test("a database that does not answer is not waited for", async () => {
  const database = { ...testDatabase.database, sql: (() => new Promise(() => {})) as never };
  const waiting = readHealth({ database, clock }, "1.2.3");
  clock.advance(2_000);
  expect((await waiting).database).toEqual({ ok: false, latencyMs: null });
});
