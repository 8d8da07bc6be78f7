import { afterAll, beforeAll, expect, test } from "vitest";
import { atTimeOf, createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution, buildService } from "#db/testing-builders.ts";
import type { Context } from "#server/context.ts";
import { ManualClock } from "#server/manual-clock.ts";
import { carryOnBulk } from "./carry-on.ts";
import { getBulk } from "./get.ts";
import { PrepareBulkInput, prepareBulk } from "./prepare.ts";
import { startBulk } from "./start.ts";
import { stopNow } from "./stop-now.ts";

let testDatabase: TestDatabase;
let ctx: Context & { clock: ManualClock };
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  const clock = new ManualClock();
  ctx = { database: atTimeOf(clock, testDatabase.database), clock, actor: "ada@example.org" };
});
afterAll(() => testDatabase.drop());

const never = new AbortController().signal;
const step = () => carryOnBulk({ ...ctx, actor: "system" }, "the only one", never);
const countsOf = async (id: string) => (await getBulk(ctx, { id })).counts;

async function begin(input: Partial<PrepareBulkInput>, count: number): Promise<string> {
  const { id } = await prepareBulk(ctx, PrepareBulkInput.parse(input));
  await startBulk(ctx, { id, count });
  return id;
}

test("a stop waits for no more than one step of what began before it, and the uncounted one for no other stop", async () => {
  const { database } = testDatabase;
  const { id: serviceId, name } = await buildService(database);
  const build = async (count: number, status: "failed" | "created") => {
    const ids: string[] = [];
    for (let n = 0; n < count; n += 1) ids.push((await buildExecution(database, { serviceId, status })).id);
    return ids;
  };
  const ended = await build(60, "failed");
  const [some = "", ...others] = await build(3, "created");
  const rerun = await begin({ kind: "rerun", ids: ended }, 60);
  await step();
  expect(await countsOf(rerun)).toMatchObject({ done: 50, waiting: 10 });
  const counted = await begin({ kind: "terminate", ids: [some] }, 1);
  const now = await stopNow(ctx, { where: `service:${name} id:${others.join(",")}` });
  await step();
  expect(await countsOf(now.id)).toMatchObject({ done: 2 });
  expect(await countsOf(counted)).toMatchObject({ waiting: 1 });
  await step();
  await step();
  expect(await countsOf(counted)).toMatchObject({ done: 1, waiting: 0 });
  expect(await countsOf(rerun)).toMatchObject({ done: 50, waiting: 10 });
  while (await step());
  for (const id of [rerun, counted, now.id]) expect((await getBulk(ctx, { id })).status).toBe("done");
  expect(await countsOf(rerun)).toMatchObject({ done: 60 });
});
