import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution, buildReplica, buildService, TEST_NOW } from "#db/testing-builders.ts";
import { openDrains } from "./open-drains.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

test("a drain names who is waited for, the last deadline first; what is ready, or being reset, is none", async () => {
  const { id: serviceId } = await buildService(db.database);
  const draining = { serviceId, state: "draining", drainingAt: TEST_NOW, drainCause: "update" } as const;
  const replica = await buildReplica(db.database, draining);
  const empty = await buildReplica(db.database, draining);
  await buildReplica(db.database, { serviceId });
  const on = (replicaId: string, minutes: number) =>
    buildExecution(db.database, {
      serviceId,
      replicaId,
      runnerId: replica.runnerId,
      status: "in-progress",
      deadlineAt: new Date(TEST_NOW.getTime() + minutes * 60_000),
    });
  const soon = await on(replica.id, 5);
  const late = await on(replica.id, 42);
  const resetting = await buildReplica(db.database, { ...draining, resetBy: late.id, resetAttempt: 1 });
  await on(resetting.id, 1);
  const drains = await openDrains({ database: db.database }, serviceId);
  expect(drains.map(({ replicaId }) => replicaId)).toEqual([replica.id, empty.id]);
  expect(drains[0]).toMatchObject({
    revision: 1,
    cause: "update",
    waitsFor: [
      { id: late.id, until: late.deadlineAt, stopping: false },
      { id: soon.id, until: soon.deadlineAt },
    ],
  });
  expect(drains[1]?.waitsFor).toEqual([]);
});
