import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution, buildService, TEST_NOW } from "#db/testing-builders.ts";
import { ManualClock } from "#server/manual-clock.ts";
import { HistogramInput, histogram } from "./histogram.ts";

let testDatabase: TestDatabase;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
});
afterAll(() => testDatabase.drop());

const at = (minutes: number) => new Date(TEST_NOW.getTime() + minutes * 60_000);
const draw = (where: string) =>
  histogram(
    { database: testDatabase.database, clock: new ManualClock(at(96)), actor: "system" },
    HistogramInput.parse({ where }),
  );

test("bars hold what was created in their time, and how much of it failed", async () => {
  const { id: serviceId, name } = await buildService(testDatabase.database);
  const build = (minutes: number, status: "created" | "failed") =>
    buildExecution(testDatabase.database, { serviceId, status, createdAt: at(minutes) });
  for (const minutes of [0, 1, 2, 50]) await build(minutes, "created");
  for (const minutes of [51, 95]) await build(minutes, "failed");
  const drawn = await draw(`service:${name}`);
  expect(drawn).toMatchObject({ from: at(0), to: at(96) });
  expect(drawn?.bars).toHaveLength(48);
  const filled = drawn?.bars.flatMap(({ count, failed }, bar) => (count > 0 ? [[bar, count, failed]] : []));
  expect(filled).toEqual([
    [0, 2, 0],
    [1, 1, 0],
    [25, 2, 1],
    [47, 1, 1],
  ]);
  const failed = await draw(`service:${name} status:failed`);
  expect(failed).toMatchObject({ from: at(51) });
  expect(failed?.bars.reduce((sum, { count }) => sum + count, 0)).toBe(2);
});

test("a bar that is too high is cut off and says so", async () => {
  const { id: serviceId, name } = await buildService(testDatabase.database);
  const [first] = [await buildExecution(testDatabase.database, { serviceId, createdAt: at(0) })];
  for (let n = 0; n < 205; n += 1) {
    await buildExecution(testDatabase.database, { serviceId, createdAt: at(1) });
  }
  expect(first).toBeDefined();
  const drawn = await draw(`service:${name}`);
  expect(drawn?.bars[0]).toMatchObject({ count: 200, more: true });
});

test("nothing is drawn where nothing fits", async () => {
  expect(await draw("service:nowhere")).toBeNull();
});
