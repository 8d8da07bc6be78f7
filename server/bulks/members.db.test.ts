import { afterAll, beforeAll, expect, test } from "vitest";
import { atTimeOf, createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution, buildReplica, buildService } from "#db/testing-builders.ts";
import type { Context } from "#server/context.ts";
import { countExecutions } from "#server/executions/count.ts";
import { histogram } from "#server/executions/histogram.ts";
import { ListExecutionsInput, listExecutions } from "#server/executions/list.ts";
import { ManualClock } from "#server/manual-clock.ts";
import { BulkCarrier } from "./bulk-carrier.ts";
import { getBulk } from "./get.ts";
import { PrepareBulkInput, prepareBulk } from "./prepare.ts";
import { startBulk } from "./start.ts";

let testDatabase: TestDatabase;
let ctx: Context & { clock: ManualClock };
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  const clock = new ManualClock();
  ctx = { database: atTimeOf(clock, testDatabase.database), clock, actor: "ada@example.org" };
});
afterAll(() => testDatabase.drop());

const prepare = (input: Partial<PrepareBulkInput>) => prepareBulk(ctx, PrepareBulkInput.parse(input));
const build = (overrides: Parameters<typeof buildExecution>[1]) =>
  buildExecution(testDatabase.database, overrides);

async function carriedOut(input: Partial<PrepareBulkInput>): Promise<string> {
  const { id, total } = await prepare(input);
  await startBulk(ctx, { id, count: total });
  await new BulkCarrier({ ...ctx, actor: "system" }, new AbortController().signal).look();
  return id;
}

async function found(where: string): Promise<string[]> {
  const { rows } = await listExecutions(ctx, ListExecutionsInput.parse({ where }));
  return rows.map(({ id }) => id);
}

test("before it begins it says how many it would reach, and what runs those whose stop has a mode", async () => {
  const { id: serviceId } = await buildService(testDatabase.database);
  await testDatabase.database.sql`update revisions
    set config = jsonb_set(config, '{program,runtime}', '"python"') where service_id = ${serviceId}`;
  const shared = await buildReplica(testDatabase.database, { serviceId, isolation: "shared" });
  const { id: commandId } = await buildService(testDatabase.database);
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
  const draft = await prepare({ kind: "terminate", ids: rows.map(({ id }) => id) });
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
  const { id: serviceId, name } = await buildService(testDatabase.database);
  const failed = await build({ serviceId, status: "failed" });
  const dropped = await build({ serviceId, status: "failed", functionName: "gone" });
  const running = await build({ serviceId, status: "in-progress" });
  await build({ serviceId });
  const rerun = await carriedOut({ kind: "rerun", ids: [failed.id, dropped.id] });
  const stop = await carriedOut({ kind: "terminate", ids: [running.id, failed.id] });
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
  const [row] = await testDatabase.database.sql`select rerun_of from executions where id = ${started}`;
  expect(row?.rerun_of).toBe(failed.id);
  const { where } = ListExecutionsInput.parse({ where: `service:${name} bulk:${rerun},${stop}` });
  expect(await countExecutions(ctx, { where })).toMatchObject({ "in-progress": 1, failed: 2, atLeast: [] });
  const bars = await histogram(ctx, { where, from: new Date("2020-01-01"), to: new Date("2100-01-01") });
  expect(bars?.bars.reduce((sum, { count }) => sum + count, 0)).toBe(3);
});

test("what was terminated and is unproven is told apart from what is proven", async () => {
  const { id: serviceId } = await buildService(testDatabase.database);
  const rows = [
    await build({ serviceId, status: "in-progress" }),
    await build({ serviceId, status: "in-progress" }),
  ];
  const id = await carriedOut({ kind: "terminate", ids: rows.map((row) => row.id) });
  await testDatabase.database
    .sql`update executions set status = 'terminated', reason = 'terminated', ended_at = now(),
    stop_rung = case when id = ${rows[0]?.id ?? ""} then 'verified' else 'delivered' end where service_id = ${serviceId}`;
  const { standing } = await getBulk(ctx, { id });
  expect(standing).toHaveLength(2);
  for (const unverified of [false, true]) {
    expect(standing).toContainEqual({ status: "terminated", rung: null, unverified, count: 1 });
  }
});
