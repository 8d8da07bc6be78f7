import { afterAll, beforeAll, expect, test } from "vitest";
import { revisions } from "#db/schema/revisions.ts";
import { createTestDatabase, manualContext, type TestDatabase } from "#db/testing.ts";
import { buildExecution, buildReplica, buildRunner, buildService } from "#db/testing-builders.ts";
import type { Context } from "#server/context.ts";
import { claimExecutions } from "./claim.ts";

let db: TestDatabase;
let ctx: Context;
beforeAll(async () => {
  db = await createTestDatabase();
  ctx = manualContext(db.database, "runner");
});
afterAll(() => db.drop());

/** A ready replica of a new service, and how to claim for it. */
async function buildPlace(options: { slots?: number; pausedAt?: Date } = {}) {
  const service = await buildService(db.database, {
    pausedAt: options.pausedAt ?? null,
    policy: { executionTimeout: 60 },
  });
  const runner = await buildRunner(db.database);
  const replica = await buildReplica(db.database, { serviceId: service.id, runnerId: runner.id });
  const slot = { replicaId: replica.id, serviceId: service.id, free: options.slots ?? 1 };
  const claim = (more: { epoch?: number; replicaId?: string; free?: number } = {}) =>
    claimExecutions(ctx, { runnerId: runner.id, epoch: more.epoch ?? 1, slots: [{ ...slot, ...more }] });
  const queue = async (count: number) => {
    const ids: string[] = [];
    for (let n = 0; n < count; n += 1)
      ids.push((await buildExecution(db.database, { serviceId: service.id })).id);
    return ids;
  };
  return { service, runner, replica, slot, claim, queue };
}

test("the oldest are claimed first, no more than there is room for", async () => {
  const { claim, queue } = await buildPlace({ slots: 2 });
  const ids = await queue(3);
  const claimed = await claim();
  expect(claimed.map(({ assignment }) => assignment.executionId)).toEqual(ids.slice(0, 2));
  expect((await claim()).map(({ assignment }) => assignment.executionId)).toEqual(ids.slice(2));
});

test("an older revision that stands in for one that does not start gets work, and the present one gets none", async () => {
  const { service, runner, claim, queue } = await buildPlace();
  const config = (await db.database.sql`select config from revisions where service_id = ${service.id}`)[0]
    ?.config;
  await db.database.db
    .insert(revisions)
    .values({ serviceId: service.id, number: 2, config, author: "ada", createdAt: service.createdAt });
  await db.database.sql`update services set revision = 2 where id = ${service.id}`;
  await queue(1);
  expect(await claim()).toEqual([]);
  await db.database.sql`update services set stand_in_revision = 1 where id = ${service.id}`;
  const present = await buildReplica(db.database, {
    serviceId: service.id,
    runnerId: runner.id,
    revision: 2,
  });
  expect(await claim({ replicaId: present.id })).toEqual([]);
  expect(await claim()).toMatchObject([{ assignment: { policy: { executionTimeout: 60 }, revision: 1 } }]);
});

test("a claimed execution has its policy, its deadline, its attempt and its event", async () => {
  const { claim, queue, runner, replica } = await buildPlace();
  const [id] = await queue(1);
  const [claimed] = await claim();
  expect(claimed?.assignment).toMatchObject({
    attempt: 1,
    deadlineInMs: 60_000,
    functionName: "run",
    input: {},
  });
  const [row] = await db.database.sql`
    select e.status, e.policy, e.runner_id, e.replica_id, a.deadline_at - a.started_at = interval '60 s' as bounded,
      (select array_agg(type) from execution_events v where v.execution_id = e.id) as events
    from executions e join attempts a on a.execution_id = e.id and a.attempt = 1 where e.id = ${id as string}`;
  expect(row).toMatchObject({
    status: "in-progress",
    runner_id: runner.id,
    replica_id: replica.id,
    bounded: true,
    events: ["claimed"],
  });
  expect(row?.policy.executionTimeout).toBe(60);
});

test("two claimers at the same time never get the same execution", async () => {
  const { claim, queue } = await buildPlace();
  const ids = await queue(40);
  const rounds = await Promise.all(Array.from({ length: 16 }, () => claim({ free: 5 })));
  const got = rounds.flat().map(({ assignment }) => assignment.executionId);
  expect(new Set(got).size).toBe(got.length);
  const rest = await claim({ free: 40 });
  expect([...got, ...rest.map(({ assignment }) => assignment.executionId)].sort()).toEqual([...ids].sort());
});

test("work is spread evenly over the replicas of a service", async () => {
  const { service, runner, replica, queue } = await buildPlace();
  const other = await buildReplica(db.database, { serviceId: service.id, runnerId: runner.id });
  await queue(4);
  const slots = [replica, other].map(({ id }) => ({
    replicaId: id,
    serviceId: service.id,
    free: 3,
  }));
  const claimed = await claimExecutions(ctx, { runnerId: runner.id, epoch: 1, slots });
  const counts = slots.map(({ replicaId }) => claimed.filter((one) => one.replicaId === replicaId).length);
  expect(counts).toEqual([2, 2]);
});

test("executions of a paused service stay created", async () => {
  const { claim, queue } = await buildPlace({ pausedAt: new Date("2026-01-01") });
  await queue(1);
  expect(await claim()).toEqual([]);
});

test("a replica of an old revision gets nothing new", async () => {
  const { service, claim, queue } = await buildPlace();
  await queue(1);
  await db.database.sql`update services set revision = 2 where id = ${service.id}`;
  expect(await claim()).toEqual([]);
});

test("a runner that was superseded or lost gets nothing", async () => {
  const { claim, queue, runner } = await buildPlace();
  await queue(1);
  expect(await claim({ epoch: 0 })).toEqual([]);
  await db.database.sql`update runners set state = 'lost' where id = ${runner.id}`;
  expect(await claim()).toEqual([]);
});

test("a replica that has ended gets nothing", async () => {
  const { claim, queue, replica } = await buildPlace();
  await queue(1);
  await db.database.sql`update replicas set state = 'lost', ended_at = now() where id = ${replica.id}`;
  expect(await claim()).toEqual([]);
});

test("what an earlier attempt saved comes with the assignment", async () => {
  const { claim, service } = await buildPlace();
  await buildExecution(db.database, { serviceId: service.id, attempt: 2, savedState: { epoch: 7 } });
  expect((await claim())[0]?.assignment).toMatchObject({ attempt: 2, savedState: { epoch: 7 } });
});
