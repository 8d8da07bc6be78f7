import { v7 as uuid } from "uuid";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { atTimeOf, createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution, buildReplica, buildService, TEST_NOW } from "#db/testing-builders.ts";
import { explained } from "#db/testing-explain.ts";
import { applyEvent } from "#server/executions/apply-event.ts";
import { ManualClock } from "#server/manual-clock.ts";
import { HistoryInput, history } from "./history.ts";
import { situation } from "./situation.ts";
import { tabCounts } from "./tab-counts.ts";

let testDatabase: TestDatabase;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
});
afterAll(() => testDatabase.drop());
beforeEach(() => testDatabase.database.sql`truncate executions cascade`);

const clock = new ManualClock(TEST_NOW);
const context = () => ({
  database: atTimeOf(clock, testDatabase.database),
  clock,
  actor: "operator@localhost",
});
const ago = (seconds: number) => new Date(TEST_NOW.getTime() - seconds * 1_000);
/** An id as one created then has. */
const idFrom = (at: Date) => uuid({ msecs: at.getTime() });

async function insertEnded(
  serviceId: string,
  {
    seconds = 10,
    endedAt = TEST_NOW,
    ...overrides
  }: { seconds?: number } & Parameters<typeof buildExecution>[1] = {},
) {
  const startedAt = new Date((endedAt as Date).getTime() - seconds * 1_000);
  const status = overrides.status ?? "success";
  return await buildExecution(testDatabase.database, {
    id: idFrom(startedAt),
    serviceId,
    createdAt: startedAt,
    startedAt,
    endedAt,
    status,
    ...overrides,
  });
}

/** One that runs, and whose agent was heard of just now by the database's own clock. */
async function insertRunning(serviceId: string, seconds: number) {
  const overrides = { serviceId, status: "in-progress", startedAt: ago(seconds) } as const;
  const execution = await buildExecution(testDatabase.database, overrides);
  await testDatabase.database.sql`update replicas set heartbeat_at = now()`;
  return execution;
}

test("what runs longer than 95 of 100 good runs of the same function did is noticed", async () => {
  const service = await buildService(testDatabase.database);
  for (const seconds of [8, 9, 10, 11, 12]) await insertEnded(service.id, { seconds });
  await insertEnded(service.id, { functionName: "other", seconds: 500 });
  const slow = await insertRunning(service.id, 13);
  await insertRunning(service.id, 11);
  const now = await situation(context());
  expect(now.rows.map(({ execution, why, p95Ms }) => [execution.id, why, p95Ms])).toEqual([
    [slow.id, ["slow"], 12_000],
  ]);
  expect(now).toMatchObject({ running: 2, stopping: 0, waiting: 0, complete: true });
  expect(now.attention).toMatchObject({ lost: 0, stopping: 0, overdue: 0, slow: 1, "near-deadline": 0 });
});

test("too few good runs say nothing of what is usual", async () => {
  const service = await buildService(testDatabase.database);
  for (const seconds of [8, 9, 10, 11]) await insertEnded(service.id, { seconds });
  await insertRunning(service.id, 900);
  expect((await situation(context())).rows).toEqual([]);
});

test("a window's title is told what runs, stops, waits, is late, and what nobody can say anything of", async () => {
  const { database } = testDatabase;
  const { id: serviceId } = await buildService(database);
  const nothing = {
    running: 0,
    stopping: 0,
    lost: 0,
    overdue: 0,
    waiting: 0,
    moreRun: false,
    moreWait: false,
  };
  expect(await tabCounts(context())).toEqual(nothing);
  await buildExecution(database, { serviceId });
  await insertRunning(serviceId, 9);
  const late = await insertRunning(serviceId, 9);
  const stopped = await insertRunning(serviceId, 9);
  await applyEvent(context(), {
    executionId: stopped.id,
    at: TEST_NOW,
    actor: "ada",
    event: { type: "stop_requested", reason: "terminated" },
  });
  const silent = await insertRunning(serviceId, 9);
  await database.sql`update replicas set heartbeat_at = now() - interval '16 seconds'
    where id = (select replica_id from executions where id = ${silent.id})`;
  await database.sql`update executions set deadline_at = now() + case when id = ${late.id} then -1 else 1 end * interval '1 hour'`;
  expect(await tabCounts(context())).toEqual({
    ...nothing,
    running: 2,
    stopping: 1,
    lost: 1,
    overdue: 1,
    waiting: 1,
  });
});

test("the services that run or wait are told with how long is waited", async () => {
  const service = await buildService(testDatabase.database);
  await buildExecution(testDatabase.database, { serviceId: service.id, createdAt: ago(90) });
  await buildExecution(testDatabase.database, { serviceId: service.id, createdAt: ago(30) });
  const { services, waiting } = await situation(context());
  expect(waiting).toBe(2);
  expect(services[0]).toMatchObject({ name: service.name, waiting: 2, waitingSince: ago(90), slots: 0 });
});

test("a service that runs nothing is told of as long as it could: that is what is free", async () => {
  const service = await buildService(testDatabase.database);
  const idle = async () => (await situation(context())).services.find(({ name }) => name === service.name);
  expect(await idle()).toBeUndefined();
  await buildReplica(testDatabase.database, { serviceId: service.id, slots: 3 });
  expect(await idle()).toMatchObject({ running: 0, waiting: 0, slots: 3 });
});

test("what runs on a draining replica takes no slot of those that are ready", async () => {
  const service = await buildService(testDatabase.database);
  const run = { serviceId: service.id, status: "in-progress" } as const;
  await buildReplica(testDatabase.database, { serviceId: service.id, slots: 2 });
  const draining = await buildExecution(testDatabase.database, run);
  await testDatabase.database
    .sql`update replicas set state = 'draining', draining_at = now(), drain_cause = 'update'
    where id = ${draining.replicaId}`;
  const load = (await situation(context())).services.find(({ name }) => name === service.name);
  expect(load).toMatchObject({ running: 1, slots: 2, used: 0 });
  await testDatabase.database
    .sql`update replicas set heartbeat_at = ${ago(60)} where service_id = ${service.id}`;
  const silent = (await situation(context())).services.find(({ name }) => name === service.name);
  expect(silent).toMatchObject({ running: 1, slots: 0, used: 0 });
});

test("ends are counted in the hour in which they were, also of what was created long before", async () => {
  const service = await buildService(testDatabase.database);
  await insertEnded(service.id, { endedAt: ago(0) });
  await insertEnded(service.id, { endedAt: ago(3_600 * 2), seconds: 86_400 * 3 });
  await insertEnded(service.id, { endedAt: ago(3_600 * 2), status: "failed", reason: "timeout" });
  await insertEnded(service.id, { endedAt: ago(3_600 * 30) });
  const { hours, from } = await history(context(), HistoryInput.parse({ hours: 4 }));
  expect(from).toEqual(ago(3 * 3_600));
  expect(hours.map(({ success, failed, timeout }) => [success, failed, timeout])).toEqual([
    [0, 0, 0],
    [1, 1, 1],
    [0, 0, 0],
    [1, 0, 0],
  ]);
});

test("work that a cut threw away is added up by service and reason, and what was nearly done is told apart", async () => {
  const service = await buildService(testDatabase.database);
  const cut = async (overrides: Parameters<typeof buildExecution>[1], reason: "timeout" | "terminated") => {
    const execution = await buildExecution(testDatabase.database, {
      serviceId: service.id,
      status: "in-progress",
      startedAt: ago(100),
      ...overrides,
    });
    const happened = { executionId: execution.id, at: TEST_NOW, actor: "agent" };
    await applyEvent(context(), { ...happened, event: { type: "stop_requested", reason } });
    const ended = { type: "ended", attempt: 1, outcome: { type: "stopped" } } as const;
    await applyEvent(context(), { ...happened, event: ended });
    return execution.id;
  };
  const terminated = await cut({}, "terminated");
  const saved = await cut({ savedAt: ago(40) }, "timeout");
  const near = await cut({ progress: 97 }, "timeout");
  await cut({ savedAt: TEST_NOW }, "timeout");
  const { waste } = await history(context(), HistoryInput.parse({}));
  expect(waste).toEqual([
    {
      serviceName: service.name,
      reason: "timeout",
      attempts: 2,
      wastedMs: 140_000,
      nearTheEnd: 1,
      nearTheEndMs: 100_000,
      executionIds: [near, saved],
    },
    {
      serviceName: service.name,
      reason: "terminated",
      attempts: 1,
      wastedMs: 100_000,
      nearTheEnd: 0,
      nearTheEndMs: 0,
      executionIds: [terminated],
    },
  ]);
});

test("one that lost many attempts is named once, and leaves room for the others", async () => {
  const { database } = testDatabase;
  const { id: serviceId } = await buildService(database);
  const cut = async (attempts: number) => {
    const { id } = await buildExecution(database, { serviceId, status: "in-progress" });
    await database.sql`
      insert into attempts (execution_id, attempt, revision, runner_id, replica_id, policy, started_at, deadline_at, ended_at, outcome, reason, wasted_ms)
      select execution_id, n, revision, runner_id, replica_id, policy, started_at, deadline_at, ${TEST_NOW}, 'rerun', 'lost', 60000
      from attempts, generate_series(2, 1 + ${attempts}::int) n where execution_id = ${id}`;
    return id;
  };
  const [often, once] = [await cut(25), await cut(1)];
  const { waste } = await history(context(), HistoryInput.parse({}));
  expect(waste).toMatchObject([{ attempts: 26, wastedMs: 26 * 60_000, executionIds: [often, once] }]);
});

test.each([0, 169, 1.5])("%d hours are refused", (hours) => {
  expect(HistoryInput.safeParse({ hours }).success).toBe(false);
});

test("among 100,000 executions the overview is read by index: no whole table is gone through", async () => {
  const { sql } = testDatabase.database;
  const service = await buildService(testDatabase.database);
  await sql`
    insert into executions (id, service_id, function_name, input, status, created_at, created_by, updated_at, started_at, ended_at)
    select (lpad(to_hex((extract(epoch from t) * 1000)::bigint), 12, '0') || '7' || substr(md5(n::text), 1, 3) || '8' || substr(md5(n::text), 4, 15))::uuid,
      ${service.id}, 'run', '{}', 'success', t, 'x', t, t, t + interval '20 seconds'
    from (select n, ${TEST_NOW}::timestamptz - n * interval '30 seconds' as t from generate_series(1, 100000) n) s`;
  await insertRunning(service.id, 30);
  await sql`analyze executions`;
  const plans = await explained(testDatabase.database, async () => {
    await situation(context());
    await history(context(), HistoryInput.parse({}));
  });
  expect(plans.length).toBeGreaterThan(3);
  expect(plans.filter((plan) => /Seq Scan on executions/.test(plan))).toEqual([]);
});
