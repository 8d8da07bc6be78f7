import { v7 as uuid } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution, buildReplica, buildRunner, buildService } from "#db/testing-builders.ts";
import { systemClock } from "#server/clock.ts";
import type { Context } from "#server/context.ts";
import { foreseeLoss } from "./foresee-loss.ts";
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

test("what would happen if it went is told from what it runs now", async () => {
  const { id } = await buildRunner(db.database);
  const service = await buildService(db.database);
  const replica = await buildReplica(db.database, { runnerId: id, serviceId: service.id });
  const running = {
    status: "in-progress",
    serviceId: service.id,
    runnerId: id,
    replicaId: replica.id,
  } as const;
  await buildExecution(db.database, running);
  const loss = await foreseeLoss(ctx, { id });
  expect(loss).toMatchObject({ rerun: 0, failed: 1, servicesLeftAlone: [service.name] });
  expect(loss.lostMs).toBeGreaterThan(0);
});
