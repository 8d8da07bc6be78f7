import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildReplica, buildRunner, TEST_NOW } from "#db/testing-builders.ts";
import type { DiskFault } from "#server/domain/disk-fault.ts";
import { ManualClock } from "#server/manual-clock.ts";
import { listRunners } from "./list.ts";
import { renewLeases } from "./renew-leases.ts";
import { endReplica } from "./replica-rows.ts";

let testDatabase: TestDatabase;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
});
afterAll(() => testDatabase.drop());

test("a disk that refuses writes is listed with its replica until it takes them again, or the replica is gone", async () => {
  const { database } = testDatabase;
  const ctx = { database, clock: new ManualClock(TEST_NOW), actor: "system" as const };
  const runner = await buildRunner(database);
  const { id: replicaId } = await buildReplica(database, { runnerId: runner.id });
  const listed = async () => (await listRunners(ctx))[0]?.replicas[0]?.diskFault;
  const renew = (diskFault: DiskFault | null) =>
    renewLeases(ctx, runner, [{ replicaId, silentMs: 0, cpuCores: null, memoryBytes: null, diskFault }]);
  const full = { code: "ENOSPC", since: "2026-01-01T12:00:00.000Z", heldBytes: 12_582_912 };

  expect(await listed()).toBeNull();
  await renew(full);
  expect(await listed()).toEqual(full);
  await renew(null);
  expect(await listed()).toBeNull();
  await renew(full);
  await endReplica(ctx, replicaId, "stopped", null);
  expect(await listed()).toBeNull();
});
