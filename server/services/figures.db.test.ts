import { v7 as uuid } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution, buildService, TEST_NOW } from "#db/testing-builders.ts";
import { explained } from "#db/testing-explain.ts";
import { DRILL_LABEL } from "#server/domain/drill.ts";
import type { StopSignal } from "#server/domain/stop.ts";
import { applyEvent } from "#server/executions/apply-event.ts";
import { labelExecution } from "#server/executions/label.ts";
import { ManualClock } from "#server/manual-clock.ts";
import { cooperation } from "./cooperation.ts";
import { StatisticsInput, statistics } from "./statistics.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

const ctx = () => ({ database: db.database, clock: new ManualClock(TEST_NOW), actor: "ada@example.org" });
const ago = (seconds: number) => new Date(TEST_NOW.getTime() - seconds * 1_000);
const idAt = (at: Date) => uuid({ msecs: at.getTime() });

/** Runs, is stopped, and is gone `seconds` later. */
async function stopped(serviceId: string, seconds: number, signal: StopSignal | null = null) {
  const execution = await buildExecution(db.database, {
    id: idAt(ago(100)),
    serviceId,
    status: "in-progress",
    startedAt: ago(100),
  });
  const id = execution.id;
  await db.database.sql`
    insert into execution_events (execution_id, attempt, type, at, actor) values (${id}, 1, 'claimed', ${ago(100)}, 'runner')`;
  const happened = (at: Date) => ({ executionId: id, at, actor: "agent" });
  const stop = { type: "stop_requested", reason: "terminated" } as const;
  await applyEvent(ctx(), { ...happened(ago(50)), event: stop });
  if (signal)
    await applyEvent(ctx(), { ...happened(ago(50)), event: { type: "signalled", attempt: 1, signal } });
  const ended = { type: "ended", attempt: 1, outcome: { type: "stopped" } } as const;
  const details = { longestCheckpointGapMs: seconds * 100 };
  await applyEvent(ctx(), { ...happened(ago(50 - seconds)), event: ended, details });
  return id;
}

test("a service's cooperation tells how soon and by which rung its stops ended, and leaves drills out", async () => {
  const { id, name } = await buildService(db.database);
  await stopped(id, 1);
  const seen = await stopped(id, 2);
  await db.database.sql`
    insert into execution_events (execution_id, attempt, type, at, actor) values (${seen}, 1, 'seen', ${ago(49)}, 'agent')`;
  await stopped(id, 9, "SIGTERM");
  const slowest = await stopped(id, 30, "SIGKILL");
  const drill = await stopped(id, 40, "SIGKILL");
  await labelExecution(ctx(), { id: drill, set: { [DRILL_LABEL]: "yes" } });
  const runtime = (word: string) =>
    db.database
      .sql`update revisions set config = jsonb_set(config, '{program,runtime}', ${JSON.stringify(word)}::text::jsonb) where service_id = ${id}`;
  await runtime("python");
  const silent = { serviceId: id, status: "in-progress" } as const;
  const running = await buildExecution(db.database, {
    ...silent,
    startedAt: ago(900),
    checkpointAt: ago(500),
  });
  await buildExecution(db.database, { ...silent, startedAt: ago(400) });
  await db.database.sql`update replicas set heartbeat_at = now()`;
  await buildExecution(db.database, { ...silent, startedAt: ago(5_000) });
  const other = await buildExecution(db.database, {
    ...silent,
    replicaId: running.replicaId,
    startedAt: ago(9_000),
  });
  await labelExecution(ctx(), { id: other.id, set: { [DRILL_LABEL]: "yes" } });
  expect(await cooperation(ctx(), { name })).toEqual({
    stops: 4,
    since: ago(50),
    latencyMs: { p50: 2_000, p95: 30_000 },
    by: { checkpoint: 1, itself: 1, SIGTERM: 1, SIGKILL: 1 },
    saved: 0,
    unverified: 0,
    longestGap: { executionId: slowest, ms: 3_000 },
    openGap: { executionId: running.id, since: ago(500) },
  });
  await db.database
    .sql`update revisions set config = jsonb_set(config, '{program,runtime}', '"command"') where service_id = ${id}`;
  expect((await cooperation(ctx(), { name })).openGap).toBeNull();
});

test("an attempt that was stopped before another one succeeded counts too", async () => {
  const { id: serviceId, name } = await buildService(db.database, { policy: { onReset: "rerun" } });
  const execution = await buildExecution(db.database, { serviceId, status: "success", attempt: 2 });
  const times = { claimed: 60, stop_requested: 50, verified: 47, rerun: 47 };
  for (const [type, seconds] of Object.entries(times)) {
    await db.database.sql`
      insert into execution_events (execution_id, attempt, type, at, actor) values (${execution.id}, 1, ${type}, ${ago(seconds)}, 'agent')`;
  }
  expect(await cooperation(ctx(), { name })).toMatchObject({ stops: 1, latencyMs: { p50: 3_000 } });
});

test("what was created lately is counted by its end, its durations and its waits, and the queue tells who waits longest", async () => {
  const { id: serviceId, name } = await buildService(db.database);
  const at = (hours: number) => ({ id: idAt(ago(hours * 3_600)), serviceId, createdAt: ago(hours * 3_600) });
  const ran = (hours: number, seconds: number) => ({
    ...at(hours),
    startedAt: ago(hours * 3_600 - 2),
    endedAt: ago(hours * 3_600 - 2 - seconds),
  });
  await buildExecution(db.database, { ...ran(1, 10), status: "success" });
  await buildExecution(db.database, { ...ran(1, 20), status: "success" });
  await buildExecution(db.database, { ...ran(5, 30), status: "failed", reason: "error" });
  await buildExecution(db.database, { ...ran(5, 5), status: "terminated", reason: "terminated" });
  await buildExecution(db.database, { ...ran(30, 40), status: "success" });
  const waiting = await buildExecution(db.database, at(3));
  await buildExecution(db.database, at(2));
  const day = await statistics(ctx(), { name, hours: 24 });
  expect(day).toMatchObject({
    successRate: 2 / 3,
    durations: { count: 2, p50Ms: 10_000, longestMs: 20_000 },
    waits: { count: 4, p50Ms: 2_000 },
    queue: { waiting: 2, more: false, oldest: { id: waiting.id, createdAt: ago(3 * 3_600) } },
  });
  expect(day.bars).toHaveLength(24);
  expect(day.bars.map(({ success }) => success).reduce((sum, count) => sum + count)).toBe(2);
  const week = await statistics(ctx(), { name, hours: 168 });
  expect(week.durations).toMatchObject({ count: 3, longestMs: 40_000 });
});

test("other stretches of time are refused", () => {
  expect(StatisticsInput.safeParse({ name: "train", hours: 12 }).success).toBe(false);
});

test("among 100,000 executions all of it is read by index, so that it costs the same among 10 million", async () => {
  const { sql } = db.database;
  const { id: serviceId, name } = await buildService(db.database);
  await sql`
    insert into executions (id, service_id, function_name, input, status, reason, created_at, created_by, updated_at, started_at, ended_at)
    select (lpad(to_hex((extract(epoch from t) * 1000)::bigint), 12, '0') || '7' || substr(md5(n::text), 1, 3) || '8' || substr(md5(n::text), 4, 15))::uuid,
      ${serviceId}, 'run', '{}', case when n % 10 = 0 then 'failed' else 'success' end, case when n % 10 = 0 then 'error' end,
      t, 'x', t, t, t + interval '20 seconds'
    from (select n, ${TEST_NOW}::timestamptz - n * interval '5 seconds' as t from generate_series(1, 100000) n) s`;
  await sql`analyze executions`;
  const plans = await explained(db.database, async () => {
    const day = await statistics(ctx(), { name, hours: 24 });
    expect(day.bars.every(({ more }) => more)).toBe(true);
    expect(day.durations?.count).toBeGreaterThan(5_000);
    await cooperation(ctx(), { name });
  });
  expect(plans.length).toBeGreaterThanOrEqual(4);
  expect(plans.some((plan) => plan.includes("Index Scan using executions_by_life"))).toBe(true);
  expect(plans.filter((plan) => /Seq Scan on (executions|attempts|execution_events)\b/.test(plan))).toEqual(
    [],
  );
});
