import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution, buildReplica, buildService } from "#db/testing-builders.ts";
import { countExecutions } from "#server/executions/count.ts";
import { histogram } from "#server/executions/histogram.ts";
import { ListExecutionsInput, listExecutions } from "#server/executions/list.ts";
import { TestingBulks } from "./testing-bulks.ts";

let db: TestDatabase;
let bulks: TestingBulks;
beforeAll(async () => {
  db = await createTestDatabase();
  bulks = new TestingBulks(db.database);
});
afterAll(() => db.drop());

const build = (overrides: Parameters<typeof buildExecution>[1]) => buildExecution(db.database, overrides);

async function found(where: string): Promise<string[]> {
  const { rows } = await listExecutions(bulks.ctx, ListExecutionsInput.parse({ where }));
  return rows.map(({ id }) => id);
}

test("before it begins it says how many it would reach, and what runs those whose stop has a mode", async () => {
  const { id: serviceId } = await buildService(db.database);
  await db.database.sql`update revisions
    set config = jsonb_set(config, '{program,runtime}', '"python"') where service_id = ${serviceId}`;
  const shared = await buildReplica(db.database, { serviceId, isolation: "shared" });
  const { id: commandId } = await buildService(db.database);
  const running = { serviceId, status: "in-progress" } as const;
  const place = { replicaId: shared.id, runnerId: shared.runnerId };
  const stop = { stopReason: "timeout", stopRung: "delivered" } as const;
  const rows = [
    await build(running),
    await build({ ...running, ...place }),
    await build({ ...running, ...place }),
    await build({ ...running, serviceId: commandId }),
    await build({ ...running, ...stop }),
    await build({ ...running, ...stop, stopReason: "terminated", stopFinal: true }),
    await build({ serviceId }),
    await build({ serviceId, status: "failed" }),
  ];
  const draft = await bulks.prepare({ kind: "terminate", ids: rows.map(({ id }) => id) });
  expect(draft).toMatchObject({ total: 8, reached: 6, workers: { own: 1, shared: 2, command: 1 } });
  expect(draft.sample.map(({ worker }) => worker)).toEqual([
    "own",
    "shared",
    "shared",
    "command",
    "own",
    "own",
    null,
    null,
  ]);
});

test("those that a bulk is about are listed and counted by where they stand, each once, and what it started too", async () => {
  const { id: serviceId, name } = await buildService(db.database);
  const failed = await build({ serviceId, status: "failed" });
  const dropped = await build({ serviceId, status: "failed", functionName: "gone" });
  const running = await build({ serviceId, status: "in-progress" });
  await build({ serviceId });
  const rerun = await bulks.carryOut({ kind: "rerun", ids: [failed.id, dropped.id] });
  const stop = await bulks.carryOut({ kind: "terminate", ids: [running.id, failed.id] });
  expect(await found(`bulk:${rerun}`)).toEqual([dropped.id, failed.id]);
  expect(await found(`bulk:${rerun}/failed`)).toEqual([dropped.id]);
  expect(await found(`bulk:${stop.toUpperCase()}/skipped`)).toEqual([failed.id]);
  expect(await found(`bulk:${stop} status:stopping`)).toEqual([running.id]);
  expect(await found(`bulk:${rerun},${stop},${rerun}/failed`)).toEqual([running.id, dropped.id, failed.id]);
  expect(await found(`bulk:${rerun} id:${failed.id},${running.id}`)).toEqual([failed.id]);
  const [started = ""] = await found(`bulk:${rerun}/started`);
  // One that started nothing has no result: that hides nobody else's.
  expect(new Set(await found(`bulk:${rerun}/started,${stop}`))).toEqual(
    new Set([started, running.id, failed.id]),
  );
  const [row] = await db.database.sql`select rerun_of from executions where id = ${started}`;
  expect(row?.rerun_of).toBe(failed.id);
  const { where } = ListExecutionsInput.parse({ where: `service:${name} bulk:${rerun},${stop}` });
  expect(await countExecutions(bulks.ctx, { where })).toMatchObject({
    "in-progress": 1,
    failed: 2,
    atLeast: [],
  });
  const bars = await histogram(bulks.ctx, {
    where,
    from: new Date("2020-01-01"),
    to: new Date("2100-01-01"),
  });
  expect(bars?.bars.reduce((sum, { count }) => sum + count, 0)).toBe(3);
});

test("what was terminated and is unproven is told apart from what is proven", async () => {
  const { id: serviceId } = await buildService(db.database);
  const rows = [
    await build({ serviceId, status: "in-progress" }),
    await build({ serviceId, status: "in-progress" }),
  ];
  const id = await bulks.carryOut({ kind: "terminate", ids: rows.map((row) => row.id) });
  await db.database.sql`update executions set status = 'terminated', reason = 'terminated', ended_at = now(),
    stop_rung = case when id = ${rows[0]?.id ?? ""} then 'verified' else 'delivered' end where service_id = ${serviceId}`;
  const { standing } = await bulks.get(id);
  expect(standing).toHaveLength(2);
  for (const unverified of [false, true]) {
    expect(standing).toContainEqual({ status: "terminated", rung: null, unverified, count: 1 });
  }
});
