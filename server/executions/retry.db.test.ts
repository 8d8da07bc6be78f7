import { afterAll, beforeAll, expect, test } from "vitest";
import { atTimeOf, createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildConfig, buildReplica, buildService } from "#db/testing-builders.ts";
import { systemClock } from "#server/clock.ts";
import type { Context } from "#server/context.ts";
import type { Policy } from "#server/domain/policy.ts";
import { ManualClock } from "#server/manual-clock.ts";
import type { AgentEvent } from "#server/protocol/runner-agent.ts";
import { applyAgentEvents } from "./apply-agent-events.ts";
import { claimExecutions } from "./claim.ts";
import { createExecution } from "./create.ts";
import { expireQueued } from "./expire-queued.ts";
import { getExecution } from "./get.ts";
import { listEvents } from "./list-events.ts";
import { releaseDue } from "./release-due.ts";
import { terminateExecution } from "./terminate.ts";

let db: TestDatabase;
let clock: ManualClock;
let ctx: Context;
beforeAll(async () => {
  db = await createTestDatabase();
  clock = new ManualClock(systemClock.now());
  ctx = { database: atTimeOf(clock, db.database), clock, actor: "ada" };
});
afterAll(() => db.drop());

/** An execution of a service of its own, and a replica that runs it. */
async function buildStage(policy: Partial<Policy>) {
  const service = await buildService(db.database, { config: buildConfig(), policy });
  const replica = await buildReplica(db.database, { serviceId: service.id });
  const { id } = await createExecution(ctx, { service: service.name });
  const slots = [{ replicaId: replica.id, serviceId: service.id, free: 1 }];
  let seq = 0;
  const claim = async () => {
    const [claimed] = await claimExecutions(ctx, { runnerId: replica.runnerId, slots });
    return claimed?.assignment.attempt ?? null;
  };
  const raise = async (attempt: number) => {
    const error = { type: "NoSuchItem", message: "no such item" };
    const end = { outcome: { type: "raised" }, exitCode: 0, exitSignal: null, strays: 0 } as const;
    const event: AgentEvent = { type: "ended", executionId: id, attempt, error, ...end };
    const at = clock.now().toISOString();
    await applyAgentEvents(ctx, [{ replicaId: replica.id, events: [{ seq: ++seq, at, event }] }]);
  };
  return { id, claim, raise, now: () => getExecution(ctx, { id }) };
}

const inSeconds = (seconds: number) => new Date(clock.now().getTime() + seconds * 1_000);

test("an error is tried again after waits that double, and the last error ends it", async () => {
  const { id, claim, raise, now } = await buildStage({ maxRetries: 2, retryWait: 30 });
  expect(await claim()).toBe(1);
  await raise(1);
  expect(await now()).toMatchObject({
    status: "created",
    attempt: 2,
    notBefore: inSeconds(30),
    attempts: [{ outcome: "rerun", reason: "error", message: "NoSuchItem: no such item" }],
  });
  clock.advance(29_999);
  expect([await releaseDue(ctx), await claim()]).toEqual([0, null]);
  clock.advance(1);
  expect(await releaseDue(ctx)).toBe(1);
  expect(await now()).toMatchObject({ status: "created", notBefore: null });
  expect(await claim()).toBe(2);
  await raise(2);
  expect(await now()).toMatchObject({ attempt: 3, notBefore: inSeconds(60) });
  clock.advance(60_000);
  await releaseDue(ctx);
  expect(await claim()).toBe(3);
  await raise(3);
  expect(await now()).toMatchObject({
    status: "failed",
    reason: "error",
    message: "NoSuchItem: no such item",
    error: { type: "NoSuchItem" },
    notBefore: null,
  });
  const retries = (await listEvents(ctx, { id })).filter(({ type }) => type === "retry");
  expect(retries.map(({ data }) => [data.nextAttempt, data.message])).toEqual([
    [2, "NoSuchItem: no such item"],
    [3, "NoSuchItem: no such item"],
  ]);
});

test("what waits again has waited since its last attempt ended", async () => {
  const { id, claim, raise, now } = await buildStage({ maxRetries: 1, retryWait: 30 });
  const { createdAt, waitsSince } = await now();
  expect(waitsSince).toEqual(createdAt);
  clock.advance(10_000);
  await claim();
  expect(await now()).toMatchObject({ status: "in-progress", waitsSince: null });
  clock.advance(60_000);
  await raise(1);
  expect(await now()).toMatchObject({ status: "created", waitsSince: inSeconds(0) });
  await terminateExecution(ctx, { id });
  expect(await now()).toMatchObject({ status: "terminated", startedAt: null, waitsSince: null });
});

test("by default an error ends it", async () => {
  const { claim, raise, now } = await buildStage({});
  await claim();
  await raise(1);
  expect(await now()).toMatchObject({ status: "failed", reason: "error", notBefore: null });
});

test("what waits for its next try is terminated at once, and is never tried again", async () => {
  const { id, claim, raise, now } = await buildStage({ maxRetries: 2, retryWait: 30 });
  await claim();
  await raise(1);
  expect(await terminateExecution(ctx, { id })).toEqual({
    id,
    status: "terminated",
    stopping: false,
    below: 0,
  });
  expect(await now()).toMatchObject({ status: "terminated", notBefore: null, attempt: 2 });
  clock.advance(60_000);
  expect([await releaseDue(ctx), await claim()]).toEqual([0, null]);
});

test("the wait for another try is not counted as time in the queue", async () => {
  const { claim, raise, now } = await buildStage({ maxRetries: 1, retryWait: 100, queueTimeout: 60 });
  await claim();
  await raise(1);
  clock.advance(100_000);
  await expireQueued(ctx);
  expect(await releaseDue(ctx)).toBe(1);
  clock.advance(59_999);
  await expireQueued(ctx);
  expect(await now()).toMatchObject({ status: "created" });
  clock.advance(1);
  await expireQueued(ctx);
  expect(await now()).toMatchObject({ status: "failed", reason: "queue-timeout" });
});

test("a claim reads none of those that wait for their time, however many", async () => {
  const { claim, now } = await buildStage({});
  const { serviceId, id } = await now();
  const { sql } = db.database;
  await sql`insert into executions (id, service_id, function_name, input, status, created_at, created_by, updated_at,
      priority, not_before)
    select gen_random_uuid(), ${serviceId}, 'run', '{}', 'created', now(), 'ada', now(), 5, now() + interval '1 day'
    from generate_series(1, 20000)`;
  await sql`analyze executions`;
  const plan = await sql`explain (analyze, format json)
    select id from executions where service_id = ${serviceId} and status = 'created' and not_before is null
    order by priority desc, id limit 1 for update skip locked`;
  const text = JSON.stringify(plan);
  expect(text).toContain('"Index Name":"executions_queue"');
  expect(text).not.toContain('"Node Type":"Sort"');
  expect(text).not.toMatch(/"Rows Removed by Filter":[1-9]/);
  expect(await claim()).toBe(1);
  expect(await now()).toMatchObject({ id, status: "in-progress" });
});
