import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, manualContext, type TestDatabase } from "#db/testing.ts";
import { buildExecution, buildReplica, buildService, TEST_NOW } from "#db/testing-builders.ts";
import { BulkCarrier } from "#server/bulks/bulk-carrier.ts";
import { getBulk } from "#server/bulks/get.ts";
import { planReplicas } from "#server/domain/plan-replicas.ts";
import { DEFAULT_POLICY } from "#server/domain/policy-values.ts";
import { InvalidInput } from "#server/errors.ts";
import { claimExecutions } from "#server/executions/claim.ts";
import { createExecution } from "#server/executions/create.ts";
import { liveReplicas, wantedServices } from "#server/runners/live-replicas.ts";
import { getService } from "./get.ts";
import { rollBackService } from "./roll-back.ts";
import { updateService } from "./update.ts";

let db: TestDatabase;
let ctx: ReturnType<typeof manualContext>;
beforeAll(async () => {
  db = await createTestDatabase();
  ctx = manualContext(db.database);
});
afterAll(() => db.drop());

const ago = (seconds: number) => new Date(TEST_NOW.getTime() - seconds * 1_000);

async function revisionsOf(serviceId: string): Promise<number[]> {
  const rows = await db.database.sql<{ revision: number }[]>`
    select revision from replicas where service_id = ${serviceId} order by id`;
  return rows.map(({ revision }) => revision);
}

test("a change of policy alone keeps the replicas, and what they claim next follows it", async () => {
  const service = await buildService(db.database);
  const replica = await buildReplica(db.database, { serviceId: service.id, state: "ready" });
  const { name } = service;
  const updated = await updateService(ctx, { name, policy: { executionTimeout: 60 } });
  expect(updated).toMatchObject({ revision: 2, replicas: "kept", live: null });
  expect(await revisionsOf(service.id)).toEqual([2]);
  await createExecution(ctx, { service: name });
  const slots = [{ replicaId: replica.id, serviceId: service.id, free: 1 }];
  const [claimed] = await claimExecutions(ctx, { runnerId: replica.runnerId, slots });
  expect(claimed?.assignment).toMatchObject({ revision: 2, policy: { executionTimeout: 60 } });
});

test.each([
  ["another program", { program: { env: { A: "1" } } }],
  ["another concurrency", { placement: { concurrency: 3 } }],
  ["the wish to replace them", { policy: { gracePeriod: 1 }, apply: "replace" as const }],
  ["force", { policy: { gracePeriod: 1 }, force: true }],
])("%s leaves the old replicas behind", async (_, change) => {
  const service = await buildService(db.database);
  const replica = await buildReplica(db.database, { serviceId: service.id, state: "ready" });
  const updated = await updateService(ctx, { name: service.name, ...change });
  expect(updated).toMatchObject({ revision: 2, replicas: "replaced" });
  expect(await revisionsOf(service.id)).toEqual([1]);
  await createExecution(ctx, { service: service.name });
  const slots = [{ replicaId: replica.id, serviceId: service.id, free: 1 }];
  expect(await claimExecutions(ctx, { runnerId: replica.runnerId, slots })).toEqual([]);
});

test("force without a change stops what earlier updates have left, is audited, and makes no revision", async () => {
  const service = await buildService(db.database, { revision: 2 });
  const { name, id: serviceId } = service;
  const { sql } = db.database;
  await sql`insert into revisions select service_id, 1, config, author, created_at from revisions
    where service_id = ${serviceId}`;
  const draining = { serviceId, state: "draining", drainingAt: TEST_NOW, drainCause: "update" } as const;
  const old = await buildReplica(db.database, { ...draining, revision: 1 });
  const present = await buildReplica(db.database, { serviceId, revision: 2 });
  const running = { serviceId, status: "in-progress", runnerId: old.runnerId } as const;
  for (const onReset of ["rerun", "failed"] as const)
    await buildExecution(db.database, {
      ...running,
      replicaId: old.id,
      policy: { ...DEFAULT_POLICY, onReset },
    });
  expect((await getService(ctx, { name })).older).toEqual({
    replicas: 1,
    running: 2,
    cut: { failed: 1, rerun: 1 },
  });
  expect(await updateService(ctx, { name })).toMatchObject({ changed: false, cut: 0 });
  const cutBefore = async () =>
    (await sql`select cut_before from services where id = ${serviceId}`)[0]?.cut_before;
  expect(await cutBefore()).toBe(0);
  expect(await updateService(ctx, { name, force: true })).toMatchObject({
    revision: 2,
    changed: false,
    cut: 1,
  });
  expect(await cutBefore()).toBe(2);
  const plan = planReplicas(
    (await wantedServices(ctx))
      .filter((one) => one.serviceId === serviceId)
      .map((wanted) => ({ ...wanted, replicas: 1 })),
    (await liveReplicas(ctx))
      .filter((one) => one.serviceId === serviceId)
      .map((replica) => ({ ...replica, running: 0 })),
  );
  expect(plan.stop).toEqual([old.id]);
  expect(plan.stop).not.toContain(present.id);
  const audits = await sql`select actor, data from audit where subject_id = ${serviceId}`;
  expect([...audits]).toEqual([{ actor: "ada@example.org", data: { name, revision: 2, replicas: 1 } }]);
  await sql`update replicas set state = 'stopped', ended_at = now() where id = ${old.id}`;
  expect(await updateService(ctx, { name, force: true })).toMatchObject({ changed: false, cut: 0 });
  expect((await getService(ctx, { name })).older).toBeNull();
});

test("a replica that drains already is left as it is", async () => {
  const service = await buildService(db.database);
  const draining = { state: "draining", drainingAt: TEST_NOW, drainCause: "surplus" } as const;
  await buildReplica(db.database, { serviceId: service.id, ...draining });
  await updateService(ctx, { name: service.name, policy: { gracePeriod: 1 } });
  expect(await revisionsOf(service.id)).toEqual([1]);
});

test("applied to live ones, each running deadline is ordered anew from its own start, those past it at once, with audit", async () => {
  const service = await buildService(db.database);
  const running = { serviceId: service.id, status: "in-progress" } as const;
  const young = await buildExecution(db.database, { ...running, startedAt: ago(30) });
  const old = await buildExecution(db.database, { ...running, startedAt: ago(900) });
  await buildExecution(db.database, { serviceId: service.id, status: "created" });
  const updated = await updateService(ctx, {
    name: service.name,
    policy: { executionTimeout: 60 },
    apply: "live",
  });
  expect(updated).toMatchObject({ replicas: "kept", live: { executions: 2 } });
  await new BulkCarrier({ ...ctx, actor: "system" }, new AbortController().signal).look();
  const rows = await db.database.sql`
    select e.id, e.pending_order->>'at' as at, a.actor, a.action from executions e
    join audit a on a.subject_id = e.id::text where e.service_id = ${service.id} order by e.started_at desc`;
  const words = { actor: "ada@example.org", action: "execution.deadline" };
  expect([...rows]).toEqual([
    { id: young.id, at: ago(-30).toISOString(), ...words },
    { id: old.id, at: ago(-1).toISOString(), ...words },
  ]);
  expect(await getBulk(ctx, { id: updated.live?.bulkId ?? "" })).toMatchObject({
    kind: "extend",
    status: "done",
    total: 2,
    arguments: { timeoutSeconds: 60 },
    note: `Revision 2 of ${service.name} is applied to what runs`,
    answers: { moved: 0, refused: 0 },
  });
});

test("without another timeout, or with nothing that runs, there is nothing to move", async () => {
  const service = await buildService(db.database);
  const { name } = service;
  const first = await updateService(ctx, { name, policy: { executionTimeout: 60 }, apply: "live" });
  expect(first.live).toBeNull();
  await buildExecution(db.database, { serviceId: service.id, status: "in-progress", startedAt: ago(1) });
  const second = await updateService(ctx, { name, policy: { gracePeriod: 1 }, apply: "live" });
  expect(second).toMatchObject({ revision: 3, live: null });
});

test("a rollback is applied as an update is", async () => {
  const service = await buildService(db.database);
  const { name } = service;
  await updateService(ctx, { name, policy: { executionTimeout: 60 } });
  await buildExecution(db.database, { serviceId: service.id, status: "in-progress", startedAt: ago(1) });
  const rolled = await rollBackService(ctx, { name, revision: 1, apply: "live" });
  expect(rolled).toMatchObject({ revision: 3, replicas: "kept", live: { executions: 1 } });
});

test("force with what leaves replicas running is refused, by its field", async () => {
  const service = await buildService(db.database);
  const change = { name: service.name, policy: { gracePeriod: 1 }, apply: "live" as const, force: true };
  const error = await updateService(ctx, change).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(InvalidInput);
  expect((error as InvalidInput).faults[0]?.field).toBe("force");
});
