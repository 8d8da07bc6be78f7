import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildConfig, buildExecution, buildReplica, buildService, TEST_NOW } from "#db/testing-builders.ts";
import type { Context } from "#server/context.ts";
import { DEFAULT_PLACEMENT } from "#server/domain/policy-values.ts";
import { ManualClock } from "#server/manual-clock.ts";
import { createService } from "#server/services/create.ts";
import { getService } from "#server/services/get.ts";
import { countRunning, countWaiting, dropScaling, readScalings, writeScaling } from "./scalings.ts";

let db: TestDatabase;
let ctx: Context;
beforeAll(async () => {
  db = await createTestDatabase();
  ctx = { database: db.database, clock: new ManualClock(), actor: "ada@example.org" };
});
afterAll(() => db.drop());

async function queue(serviceId: string, count: number) {
  for (let left = count; left > 0; left -= 1) await buildExecution(db.database, { serviceId });
}

test("what could start now is counted: not beyond what matters, not what waits for its next try, not while paused", async () => {
  const busy = await buildService(db.database);
  const paused = await buildService(db.database, { pausedAt: TEST_NOW });
  const later = await buildService(db.database);
  for (const { id } of [busy, paused, later]) await queue(id, 3);
  await db.database.sql`update executions set not_before = now() where service_id = ${later.id}`;
  const asked = [busy, paused, later].map(({ id }) => ({ serviceId: id, most: 100 }));
  const counts = await countWaiting(ctx, asked);
  expect([busy, paused, later].map(({ id }) => counts.get(id))).toEqual([3, undefined, 0]);
  expect((await countWaiting(ctx, [{ serviceId: busy.id, most: 2 }])).get(busy.id)).toBe(2);
  expect(await countWaiting(ctx, [])).toEqual(new Map());
});

test("what runs is counted by replica", async () => {
  const { id: replicaId, runnerId, serviceId } = await buildReplica(db.database);
  const running = { status: "in-progress" as const, replicaId, runnerId, serviceId };
  await buildExecution(db.database, running);
  await buildExecution(db.database, running);
  await buildExecution(db.database, { ...running, status: "success" });
  expect((await countRunning(ctx)).get(replicaId)).toBe(2);
});

test("a service tells what is wanted, what is to go and when; a fixed number tells nothing", async () => {
  const placement = { ...DEFAULT_PLACEMENT, replicas: 1, maxReplicas: 4 };
  const { id, name } = await buildService(db.database, { config: buildConfig({ placement }) });
  const shown = async () => (await getService(ctx, { name })).scaling;
  expect(await shown()).toEqual({ wanted: 1, fall: null });
  await writeScaling(ctx, id, { target: 3, lowSince: TEST_NOW, peak: 2 });
  expect(await shown()).toEqual({ wanted: 3, fall: { to: 2, at: new Date(TEST_NOW.getTime() + 300_000) } });
  expect((await readScalings(ctx)).get(id)).toEqual({ target: 3, lowSince: TEST_NOW, peak: 2 });
  await dropScaling(ctx, id);
  expect((await readScalings(ctx)).has(id)).toBe(false);
  const fixed = await buildService(db.database);
  expect((await getService(ctx, { name: fixed.name })).scaling).toBeNull();
});

test("bounds that cross are refused, with the field", async () => {
  const program = { runtime: "command", argv: ["true"], directory: "/", functions: { run: {} } };
  const wrong = createService(ctx, { name: "crossed", program, placement: { replicas: 3, maxReplicas: 2 } });
  await expect(wrong).rejects.toMatchObject({
    faults: [
      { field: "placement.maxReplicas", message: "maxReplicas must be at least 3, the fewest replicas" },
    ],
  });
});
