import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildReplica, buildRunner, TEST_NOW } from "#db/testing-builders.ts";
import { systemClock } from "#server/clock.ts";
import { renewLeases } from "./renew-leases.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

async function stage() {
  const ctx = { database: db.database, clock: systemClock };
  const { id } = await buildRunner(db.database, { epoch: 2, heartbeatAt: TEST_NOW });
  const { id: replicaId } = await buildReplica(db.database, { runnerId: id, heartbeatAt: TEST_NOW });
  const renew = (epoch: number) =>
    renewLeases(ctx, { id, epoch }, [
      { replicaId, silentMs: 0, cpuCores: 0, memoryBytes: 0, diskFault: null },
    ]);
  const heartbeat = async () => {
    const [row] = await db.database.sql<{ at: Date }[]>`
      select heartbeat_at as at from replicas where id = ${replicaId}`;
    return row?.at;
  };
  return { renew, heartbeat, replicaId };
}

test("a runner renews its own lease and its replicas'", async () => {
  const { renew, heartbeat } = await stage();
  expect(await renew(2)).toEqual({ held: true, lost: [] });
  expect(await heartbeat()).not.toEqual(TEST_NOW);
});

test("a process that is not this runner any more renews nothing and is told so", async () => {
  const { renew, heartbeat, replicaId } = await stage();
  expect(await renew(1)).toEqual({ held: false, lost: [replicaId] });
  expect(await heartbeat()).toEqual(TEST_NOW);
});

test("a runner hears which of its replicas were given up", async () => {
  const { renew, replicaId } = await stage();
  await db.database.sql`update replicas set ended_at = now(), state = 'lost' where id = ${replicaId}`;
  expect(await renew(2)).toEqual({ held: true, lost: [replicaId] });
});
