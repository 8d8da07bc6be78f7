import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution, buildService } from "#db/testing-builders.ts";
import { stopNow } from "./stop-now.ts";
import { TestingBulks } from "./testing-bulks.ts";

let db: TestDatabase;
let bulks: TestingBulks;
beforeAll(async () => {
  db = await createTestDatabase();
  bulks = new TestingBulks(db.database);
});
afterAll(() => db.drop());

const countsOf = async (id: string) => (await bulks.get(id)).counts;

test("a stop waits for no more than one step of what began before it, and the uncounted one for no other stop", async () => {
  const { database } = db;
  const { id: serviceId, name } = await buildService(database);
  const build = async (count: number, status: "failed" | "created") => {
    const ids: string[] = [];
    for (let n = 0; n < count; n += 1) ids.push((await buildExecution(database, { serviceId, status })).id);
    return ids;
  };
  const ended = await build(60, "failed");
  const [some = "", ...others] = await build(3, "created");
  const rerun = await bulks.begin({ kind: "rerun", ids: ended });
  await bulks.step();
  expect(await countsOf(rerun)).toMatchObject({ done: 50, waiting: 10 });
  const counted = await bulks.begin({ kind: "terminate", ids: [some] });
  const now = await stopNow(bulks.ctx, { where: `service:${name} id:${others.join(",")}` });
  await bulks.step();
  expect(await countsOf(now.id)).toMatchObject({ done: 2 });
  expect(await countsOf(counted)).toMatchObject({ waiting: 1 });
  await bulks.step();
  await bulks.step();
  expect(await countsOf(counted)).toMatchObject({ done: 1, waiting: 0 });
  expect(await countsOf(rerun)).toMatchObject({ done: 50, waiting: 10 });
  while (await bulks.step());
  for (const id of [rerun, counted, now.id]) expect((await bulks.get(id)).status).toBe("done");
  expect(await countsOf(rerun)).toMatchObject({ done: 60 });
});
