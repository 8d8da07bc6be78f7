import { v7 as uuid } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution, buildReplica, buildRunner, buildService } from "#db/testing-builders.ts";
import { systemClock } from "#server/clock.ts";
import type { Context } from "#server/context.ts";
import { DEFAULT_POLICY } from "#server/domain/policy-values.ts";
import { foreseeLoss } from "./foresee-loss.ts";
import { listRunners } from "./list.ts";
import { isDraining, liveReplicas } from "./live-replicas.ts";
import { registerRunner } from "./register-runner.ts";
import { drainRunner, undrainRunner } from "./switch-drain.ts";

let db: TestDatabase;
let ctx: Context;
beforeAll(async () => {
  db = await createTestDatabase();
  ctx = { database: db.database, clock: systemClock, actor: "ada@localhost" };
});
afterAll(() => db.drop());

const audits = async (id: string) =>
  (await db.database.sql`select action from audit where subject_id = ${id} order by id`).map(
    (row) => row.action,
  );

test("a runner drains until somebody takes that back, also over its restarts, and the audit knows who", async () => {
  const { id } = await buildRunner(db.database);
  expect((await drainRunner(ctx, { id })).drainingAt).toBeInstanceOf(Date);
  await drainRunner(ctx, { id });
  const host = { host: "here", pid: 1, version: "1", cores: 2, memoryBytes: 1 };
  await registerRunner(ctx, { id, ...host });
  expect(await isDraining(ctx, id)).toBe(true);
  expect(await undrainRunner(ctx, { id })).toMatchObject({ drainingAt: null });
  expect(await isDraining(ctx, id)).toBe(false);
  expect(await audits(id)).toEqual(["runner.drain", "runner.undrain"]);
});

test("its replicas are told from others", async () => {
  const [one, other] = [await buildRunner(db.database), await buildRunner(db.database)];
  const service = await buildService(db.database);
  const place = (runnerId: string) => buildReplica(db.database, { runnerId, serviceId: service.id });
  const [leaving, staying] = [await place(one.id), await place(other.id)];
  await drainRunner(ctx, { id: one.id });
  const leaves = new Map((await liveReplicas(ctx)).map((replica) => [replica.id, replica.leaves]));
  expect([leaves.get(leaving.id), leaves.get(staying.id)]).toEqual([true, false]);
});

test("what has stopped can't drain, and what there is not is said", async () => {
  const { id } = await buildRunner(db.database);
  await db.database.sql`update runners set state = 'stopped' where id = ${id}`;
  await expect(drainRunner(ctx, { id })).rejects.toThrow("has stopped: there is nothing to drain");
  await expect(drainRunner(ctx, { id: uuid() })).rejects.toThrow("There is no runner");
});

const runningOn = async (runnerId: string, serviceId: string) => {
  const replica = await buildReplica(db.database, { runnerId, serviceId });
  return buildExecution(db.database, { status: "in-progress", serviceId, runnerId, replicaId: replica.id });
};

test("what would happen if it went is told from what its whole host runs now", async () => {
  const { id } = await buildRunner(db.database, { host: "gone" });
  const service = await buildService(db.database);
  await runningOn(id, service.id);
  const loss = await foreseeLoss(ctx, { id });
  expect(loss).toMatchObject({ rerun: 0, failed: 1, servicesLeftAlone: [service.name], runnersOnHost: 1 });
  expect(loss.lostMs).toBeGreaterThan(0);
  const beside = await buildRunner(db.database, { host: "gone", heartbeatAt: systemClock.now() });
  await runningOn(beside.id, service.id);
  await db.database.sql`update replicas set heartbeat_at = now()`;
  expect(await foreseeLoss(ctx, { id })).toMatchObject({
    failed: 2,
    servicesLeftAlone: [service.name],
    runnersOnHost: 2,
    running: 1,
  });
});

test("only runners of other hosts that answer take over, and only replicas that answer", async () => {
  await db.database.sql`update runners set heartbeat_at = now() - interval '20 seconds'`;
  const { id } = await buildRunner(db.database, { host: "alone" });
  const service = await buildService(db.database);
  await runningOn(id, service.id);
  const other = await buildRunner(db.database, { host: "other", heartbeatAt: new Date(0) });
  await buildReplica(db.database, { runnerId: other.id, serviceId: service.id });
  expect(await foreseeLoss(ctx, { id })).toMatchObject({ isOnly: true, servicesLeftAlone: [service.name] });
  await db.database.sql`update runners set heartbeat_at = now() where id = ${other.id}`;
  await db.database.sql`update replicas set heartbeat_at = now() where runner_id = ${other.id}`;
  expect(await foreseeLoss(ctx, { id })).toMatchObject({ isOnly: false, servicesLeftAlone: [] });
});

test("how long its drain may take is told as long as all of it answers", async () => {
  const { id } = await buildRunner(db.database, { host: "slow" });
  const service = await buildService(db.database);
  const execution = await runningOn(id, service.id);
  const wait = async () => (await foreseeLoss(ctx, { id })).drainWaitMs;
  await db.database
    .sql`update executions set deadline_at = now() + interval '10 minutes' where id = ${execution.id}`;
  expect(await wait()).toBeNull();
  await db.database.sql`update runners set heartbeat_at = now() where id = ${id}`;
  await db.database.sql`update replicas set heartbeat_at = now() where runner_id = ${id}`;
  const { gracePeriod, killWait } = DEFAULT_POLICY;
  const most = 600_000 + (gracePeriod + killWait) * 1_000;
  expect(await wait()).toBeLessThanOrEqual(most);
  expect(await wait()).toBeGreaterThan(most - 60_000);
});

test("of replicas that ended within the hour the newest are listed, and the rest is counted", async () => {
  const { id } = await buildRunner(db.database);
  const service = await buildService(db.database);
  const place = { runnerId: id, serviceId: service.id };
  await buildReplica(db.database, place);
  const ended = (minutes: number) => ({
    state: "failed" as const,
    endedAt: new Date(systemClock.now().getTime() - minutes * 60_000),
  });
  for (let minutes = 1; minutes <= 12; minutes += 1)
    await buildReplica(db.database, { ...place, ...ended(minutes), lastError: `${minutes}` });
  await buildReplica(db.database, { ...place, ...ended(61) });
  const runner = (await listRunners(ctx)).find((one) => one.id === id);
  expect(runner?.endedLeftOut).toBe(2);
  expect(runner?.replicas.map(({ lastError }) => Number(lastError)).sort((a, b) => a - b)).toEqual([
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
  ]);
});
