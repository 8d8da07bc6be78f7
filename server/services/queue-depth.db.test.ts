import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution, buildService, TEST_NOW } from "#db/testing-builders.ts";
import type { StatisticHours } from "#server/domain/service-statistics.ts";
import { COUNTED } from "#server/executions/count.ts";
import { buildPastAttempts } from "#server/executions/testing-past-attempts.ts";
import { ManualClock } from "#server/manual-clock.ts";
import { statistics } from "./statistics.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

const HOUR = 3_600_000;
const ago = (hours: number) => new Date(TEST_NOW.getTime() - hours * HOUR);
const ctx = () => ({ database: db.database, clock: new ManualClock(TEST_NOW), actor: "ada@example.org" });

async function depths(name: string, hours: StatisticHours = 24) {
  return (await statistics(ctx(), { name, hours })).queueDepth;
}

/** `[waiting, running]` by how many hours ago; moments at which nothing was there are left out. */
async function met(name: string, hours: StatisticHours = 24) {
  const there = (await depths(name, hours)).filter(({ waiting, running }) => waiting + running > 0);
  return Object.fromEntries(
    there.map(({ at, waiting, running }) => [(TEST_NOW.getTime() - at.getTime()) / HOUR, [waiting, running]]),
  );
}

test("a service without any execution had nothing waiting or running at the end of each bar", async () => {
  const { name } = await buildService(db.database);
  await buildExecution(db.database, { createdAt: ago(3) });
  const { bars, queueDepth } = await statistics(ctx(), { name, hours: 24 });
  expect(queueDepth).toEqual(bars.map(({ to }) => ({ at: to, waiting: 0, running: 0, more: false })));
  expect(queueDepth.at(-1)?.at).toEqual(TEST_NOW);
});

test("an execution waits from its creation and runs from its start, each from that very moment on, until its end", async () => {
  const { id: serviceId, name } = await buildService(db.database);
  const life = { createdAt: ago(6), startedAt: ago(4), endedAt: ago(2) };
  await buildExecution(db.database, { serviceId, status: "success", ...life });
  expect(await met(name)).toEqual({ 6: [1, 0], 5: [1, 0], 4: [0, 1], 3: [0, 1] });
});

test.each([1, 59.999, 60, 299.999, 300, 1_800, 3_599])(
  "a life of %d s is met by the moment within it, and by no other",
  async (seconds) => {
    const { id: serviceId, name } = await buildService(db.database);
    const length = seconds / 3_600;
    const life = (createdAt: number) => ({
      serviceId,
      status: "success" as const,
      createdAt: ago(createdAt),
      startedAt: ago(createdAt - length / 2),
      endedAt: ago(createdAt - length),
    });
    await buildExecution(db.database, life(20));
    await buildExecution(db.database, life(15 + 0.999 * length));
    await buildExecution(db.database, life(10 + length));
    expect(await met(name)).toEqual({ 20: [1, 0], 15: [0, 1] });
  },
);

test("what began before the window counts in it, however long before and in whichever state", async () => {
  const { id: serviceId, name } = await buildService(db.database);
  const old = { serviceId, createdAt: ago(2_000) };
  await buildExecution(db.database, { ...old, status: "success", startedAt: ago(1_000), endedAt: ago(22) });
  await buildExecution(db.database, { ...old, status: "failed", startedAt: ago(22), endedAt: ago(21) });
  await buildExecution(db.database, { ...old, status: "success", startedAt: ago(30), endedAt: ago(25) });
  expect(await met(name)).toEqual({ 23: [1, 1], 22: [0, 1] });
});

test("what waits now and what runs now reaches the last moment", async () => {
  const { id: serviceId, name } = await buildService(db.database);
  await buildExecution(db.database, { serviceId, createdAt: ago(2.5) });
  await buildExecution(db.database, { serviceId, createdAt: ago(0) });
  const running = { serviceId, status: "in-progress" as const };
  await buildExecution(db.database, { ...running, createdAt: ago(3), startedAt: ago(1) });
  await buildExecution(db.database, { ...running, createdAt: ago(200), startedAt: ago(199) });
  expect(await met(name)).toMatchObject({ 23: [0, 1], 3: [1, 1], 2: [2, 1], 1: [1, 2], 0: [2, 2] });
  const { queue } = await statistics(ctx(), { name });
  expect(queue.waiting).toBe(2);
});

test("what was terminated while it waited, or waited for too long, never ran", async () => {
  const { id: serviceId, name } = await buildService(db.database);
  const waited = { serviceId, createdAt: ago(5), endedAt: ago(3) };
  await buildExecution(db.database, { ...waited, status: "terminated" });
  await buildExecution(db.database, { ...waited, status: "failed", reason: "queue-timeout" });
  expect(await met(name)).toEqual({ 5: [2, 0], 4: [2, 0] });
});

test("between two attempts an execution waits, whatever became of it afterwards", async () => {
  const { id: serviceId, name } = await buildService(db.database);
  const rerun = { serviceId, createdAt: ago(20) };
  const attempts: [Date, Date][] = [
    [ago(18), ago(16)],
    [ago(14), ago(12)],
  ];
  const ended = { ...rerun, attempt: 3, startedAt: ago(10), endedAt: ago(8) };
  const cut = { ...rerun, attempt: 3, startedAt: null, endedAt: ago(8) };
  for (const execution of [
    await buildExecution(db.database, { ...ended, status: "success" }),
    await buildExecution(db.database, { ...cut, status: "terminated" }),
    await buildExecution(db.database, { ...rerun, attempt: 3 }),
    await buildExecution(db.database, {
      ...rerun,
      attempt: 3,
      status: "in-progress",
      startedAt: ago(10),
    }),
  ])
    await buildPastAttempts(db.database, execution.id, attempts);
  const waiting = [20, 19, 16, 15, 12, 11].map((hours) => [hours, [4, 0]]);
  const running = [18, 17, 14, 13].map((hours) => [hours, [0, 4]]);
  const later = [10, 9].map((hours) => [hours, [2, 2]]);
  const now = [8, 7, 6, 5, 4, 3, 2, 1, 0].map((hours) => [hours, [1, 1]]);
  expect(await met(name)).toEqual(Object.fromEntries([...waiting, ...running, ...later, ...now]));
});

test("an attempt that was refused began nothing: its execution waits", async () => {
  const { id: serviceId, name } = await buildService(db.database);
  const { id } = await buildExecution(db.database, { serviceId, createdAt: ago(2) });
  await buildPastAttempts(db.database, id, [[ago(2), ago(0.5)]]);
  expect(await met(name)).toEqual({ 2: [1, 0], 1: [1, 0], 0: [1, 0] });
});

test("a start again is an execution of its own, and other services have their own queue", async () => {
  const { id: serviceId, name } = await buildService(db.database);
  const first = { serviceId, createdAt: ago(3), startedAt: ago(3), endedAt: ago(2) };
  const { id } = await buildExecution(db.database, { ...first, status: "failed" });
  await buildExecution(db.database, { serviceId, createdAt: ago(1), rerunOf: id });
  await buildExecution(db.database, { createdAt: ago(4) });
  expect(await met(name)).toEqual({ 3: [0, 1], 1: [1, 0], 0: [1, 0] });
});

test("times of hosts whose clocks differ never count below zero", async () => {
  const { id: serviceId, name } = await buildService(db.database);
  const status = "success" as const;
  const before = { serviceId, status, createdAt: ago(5), startedAt: ago(2), endedAt: ago(3) };
  await buildExecution(db.database, before);
  await buildExecution(db.database, { ...before, createdAt: ago(5), startedAt: ago(8), endedAt: ago(7) });
  expect(await met(name)).toEqual({ 5: [1, 0], 4: [1, 0] });
});

test("counting ends at its bound and says so for the moments that it concerns, and for no other", async () => {
  const { id: serviceId, name } = await buildService(db.database);
  const fill = (from: Date, status: string, endedAt: Date | null) => db.database.sql`
    insert into executions (id, service_id, function_name, input, status, reason, created_at, created_by, updated_at, ended_at)
    select (lpad(to_hex(${from.getTime()}::bigint), 12, '0') || '7000' || '8' || substr(md5(random()::text), 1, 15))::uuid,
      ${serviceId}, 'run', '{}', ${status}, ${endedAt && "terminated"}, ${from}, 'x', ${from}, ${endedAt}
    from generate_series(1, ${COUNTED + 1}::int)`;
  await fill(ago(20), "terminated", ago(15));
  await fill(ago(10), "created", null);
  const found = await depths(name);
  const at = (hours: number) => found[23 - hours];
  expect([21, 20, 16, 15, 11, 10, 0].map(at)).toEqual(
    [
      [21, 0],
      [20, COUNTED],
      [16, COUNTED],
      [15, 0],
      [11, 0],
      [10, COUNTED],
      [0, COUNTED],
    ].map(([hours = 0, waiting]) => ({
      at: ago(hours),
      waiting,
      running: 0,
      more: waiting === COUNTED,
    })),
  );
});
