import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution, buildReplica, buildRunner } from "#db/testing-builders.ts";
import { LEASE_MS } from "#server/domain/liveness.ts";
import { ManualClock } from "#server/manual-clock.ts";
import { StandInReaper } from "./stand-in-reaper.ts";

let testDatabase: TestDatabase;
const clock = new ManualClock();
beforeAll(async () => {
  testDatabase = await createTestDatabase();
});
afterAll(() => testDatabase.drop());

test("with no runner left, what its replicas held is given up once the lease has ended, and not before", async () => {
  const { database } = testDatabase;
  const runner = await buildRunner(database, { heartbeatAt: clock.now() });
  const replica = await buildReplica(database, { runnerId: runner.id, heartbeatAt: clock.now() });
  const place = { replicaId: replica.id, runnerId: runner.id, serviceId: replica.serviceId };
  const { id } = await buildExecution(database, { ...place, status: "in-progress" });
  const reaper = new StandInReaper({ database, clock, actor: "system" });

  expect(await reaper.tick()).toBeNull();
  clock.advance(LEASE_MS - 1);
  expect(await reaper.tick()).toBeNull();
  clock.advance(2);
  expect(await reaper.tick()).toMatchObject({ runners: 1, replicas: 1, executions: 1 });
  const [row] = await database.sql`select status, reason from executions where id = ${id}`;
  expect(row).toEqual({ status: "failed", reason: "lost" });
});

test("while any runner lives, reaping is its work", async () => {
  const { database } = testDatabase;
  await buildReplica(database, { heartbeatAt: clock.now() });
  const reaper = new StandInReaper({ database, clock, actor: "system" });
  await reaper.tick();
  clock.advance(2 * LEASE_MS);
  await buildRunner(database, { heartbeatAt: clock.now() });
  expect(await reaper.tick()).toBeNull();
});

test("after the database was away nobody is given up until all had a whole lease to be heard again", async () => {
  const { database } = testDatabase;
  await database.sql`update runners set heartbeat_at = ${clock.now()}`;
  await database.sql`update replicas set heartbeat_at = ${clock.now()}`;
  let away = false;
  const sql = (...query: unknown[]) => {
    if (away) throw new Error("the database is away");
    return (database.sql as unknown as (...all: unknown[]) => unknown)(...query);
  };
  const flaky = { ...database, sql: sql as never };
  const reaper = new StandInReaper({ database: flaky, clock, actor: "system" });
  await reaper.tick();
  clock.advance(2 * LEASE_MS);
  away = true;
  await expect(reaper.tick()).rejects.toThrow("away");
  away = false;
  expect(await reaper.tick()).toBeNull();
});
