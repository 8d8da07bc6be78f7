import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { systemClock } from "#server/clock.ts";
import type { Context } from "#server/context.ts";
import { createService } from "./create.ts";
import { getService } from "./get.ts";
import { rollBackService } from "./roll-back.ts";
import { updateService } from "./update.ts";

let db: TestDatabase;
let ctx: Context;
beforeAll(async () => {
  db = await createTestDatabase();
  ctx = { database: db.database, clock: systemClock, actor: "ada@example.org" };
});
afterAll(() => db.drop());

const COMMAND = { runtime: "command", argv: ["sleep", "1"], directory: "/", functions: { run: {} } };

let counter = 0;
async function deployTwice() {
  counter += 1;
  const { name } = await createService(ctx, { name: `service-${counter}`, program: COMMAND });
  const python = { runtime: "python", entry: "main.py", directory: "/srv", functions: { run: {} } };
  await updateService(ctx, { name, program: python, policy: { executionTimeout: 60 } });
  return name;
}

test("an old revision's content comes back whole, as a new revision that says which", async () => {
  const name = await deployTwice();
  const before = (await getService(ctx, { name })).config;
  expect(await rollBackService(ctx, { name, revision: 1 })).toMatchObject({ revision: 3, changed: true });
  expect(await getService(ctx, { name })).toMatchObject({
    revision: 3,
    config: { program: { runtime: "command", argv: ["sleep", "1"] }, policy: { executionTimeout: 3600 } },
  });
  await rollBackService(ctx, { name, revision: 2 });
  expect((await getService(ctx, { name })).config).toEqual(before);
});

test("rolling back to what is so already makes no revision", async () => {
  const name = await deployTwice();
  expect(await rollBackService(ctx, { name, revision: 2 })).toMatchObject({ revision: 2, changed: false });
});

test("it is refused when the service has moved on, and for a revision that never was", async () => {
  const name = await deployTwice();
  const late = rollBackService(ctx, { name, revision: 1, expectedRevision: 1 });
  await expect(late).rejects.toThrow(/at revision 2 now, not 1/);
  await expect(rollBackService(ctx, { name, revision: 9 })).rejects.toThrow(
    `Service ${name} has no revision 9.`,
  );
  expect(await getService(ctx, { name })).toMatchObject({ revision: 2 });
});
