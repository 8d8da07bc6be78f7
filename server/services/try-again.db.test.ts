import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, manualContext, type TestDatabase } from "#db/testing.ts";
import { buildService } from "#db/testing-builders.ts";
import { noteStarted, noteStartFailure, readStartFailures } from "#server/runners/start-failures.ts";
import { getService } from "./get.ts";
import { listServices } from "./list.ts";
import { tryServiceAgain } from "./try-again.ts";

let db: TestDatabase;
let ctx: ReturnType<typeof manualContext>;
beforeAll(async () => {
  db = await createTestDatabase();
  ctx = manualContext(db.database);
});
afterAll(() => db.drop());

const BROKEN = { revision: 1, error: "No module named torch" };

async function buildFailing(times: number) {
  const service = await buildService(db.database);
  for (let count = 0; count < times; count += 1) {
    await noteStartFailure(ctx, service.id, BROKEN);
    ctx.clock.advance(1_000);
  }
  return service;
}

test("it ends the pause, counts anew, keeps the error and since when, and is audited", async () => {
  const began = ctx.clock.now();
  const { id, name } = await buildFailing(4);
  expect((await readStartFailures(ctx)).get(id)).toMatchObject({ count: 4, since: began });
  expect(await tryServiceAgain(ctx, { name })).toEqual({ id, name, failing: true });
  const after = (await getService(ctx, { name })).startFailures;
  expect(after).toMatchObject({ count: 0, error: BROKEN.error, since: began, retryAt: ctx.clock.now() });
  await noteStartFailure(ctx, id, BROKEN);
  const again = (await readStartFailures(ctx)).get(id);
  expect(again).toMatchObject({ count: 1, retryAt: new Date(ctx.clock.now().getTime() + 1_000) });
  const [audit] = await db.database.sql`select actor, data from audit where action = 'service.try-again'`;
  expect(audit).toEqual({ actor: "ada@example.org", data: { name, revision: 1 } });
});

test("where nothing fails it changes nothing, and an unknown service is refused", async () => {
  const { name } = await buildFailing(0);
  expect(await tryServiceAgain(ctx, { name })).toMatchObject({ failing: false });
  await expect(tryServiceAgain(ctx, { name: "nobody" })).rejects.toThrow("There is no service nobody.");
});

test("a service that became ready after failures in a row says so until it has stayed ready for a minute", async () => {
  const { id, name } = await buildFailing(3);
  await noteStarted(ctx, id, 1);
  const shown = async () => (await listServices(ctx)).find((row) => row.name === name)?.startFailures;
  expect(await shown()).toMatchObject({ count: 3, readyAt: ctx.clock.now() });
  ctx.clock.advance(60_000);
  expect(await shown()).toBeNull();
});

test("what failed before an update is no failure of the new revision", async () => {
  const { id, name } = await buildFailing(2);
  await db.database.sql`update services set revision = 2 where id = ${id}`;
  await db.database.sql`
    insert into revisions select service_id, 2, config, author, created_at from revisions where service_id = ${id}`;
  expect((await getService(ctx, { name })).startFailures).toBeNull();
  expect(await tryServiceAgain(ctx, { name })).toMatchObject({ failing: false });
});
