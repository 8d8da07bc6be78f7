import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution, buildService, TEST_NOW } from "#db/testing-builders.ts";
import { systemClock } from "#server/clock.ts";
import type { Context } from "#server/context.ts";
import { readDurations, readTypical, TypicalInput } from "./read-durations.ts";
import { readFamily } from "./read-family.ts";

let db: TestDatabase;
let ctx: Context;
beforeAll(async () => {
  db = await createTestDatabase();
  ctx = { database: db.database, clock: systemClock, actor: "operator@localhost" };
});
afterAll(() => db.drop());

const build = (overrides: object = {}) => buildExecution(db.database, overrides);
const after = (seconds: number) => new Date(TEST_NOW.getTime() + seconds * 1_000);

test("a family is its parent, itself, and what it started, each right after its parent", async () => {
  const grandparent = await build();
  const parent = await build({ parentId: grandparent.id });
  const stopped = { stopRequestedAt: after(5), savedAt: after(4) };
  const own = await build({ parentId: parent.id, status: "in-progress", ...stopped });
  const sibling = await build({ parentId: parent.id });
  const [first, second] = [await build({ parentId: own.id }), await build({ parentId: own.id })];
  const deep = await build({ parentId: first.id });
  const { members, more } = await readFamily(ctx, { id: own.id });
  expect(members.map(({ id, depth }) => [id, depth])).toEqual([
    [parent.id, 0],
    [own.id, 1],
    [first.id, 2],
    [deep.id, 3],
    [second.id, 2],
  ]);
  expect(members.some(({ id }) => id === sibling.id || id === grandparent.id)).toBe(false);
  expect(more).toBe(false);
  expect(members[1]).toMatchObject(stopped);
  expect(members[2]).toMatchObject({ stopRequestedAt: null, savedAt: null });
  expect(members[1]?.attempts).toEqual([{ startedAt: own.startedAt, endedAt: null, outcome: null }]);
});

test("of a family of thousands, and of endless generations, a part is given, and that there is more", async () => {
  const root = await build();
  await db.database.sql`
    insert into executions (id, service_id, function_name, input, status, created_at, created_by, updated_at, parent_id)
    select gen_random_uuid(), service_id, function_name, '{}', 'created', created_at, created_by, updated_at, ${root.id}
    from executions, generate_series(1, 2000) where id = ${root.id}`;
  const wide = await readFamily(ctx, { id: root.id });
  expect([wide.members.length, wide.more]).toEqual([500, true]);
  let last = await build();
  const top = last.id;
  for (let generation = 1; generation <= 6; generation += 1) last = await build({ parentId: last.id });
  const deep = await readFamily(ctx, { id: top });
  expect([deep.members.map(({ depth }) => depth), deep.more]).toEqual([[0, 1, 2, 3, 4], true]);
});

test("an execution that never was has no family and no runs", async () => {
  const id = "01890000-0000-7000-8000-000000000000";
  await expect(readFamily(ctx, { id })).rejects.toThrow("There is no execution");
  await expect(readDurations(ctx, { id })).rejects.toThrow("There is no execution");
});

test("runs of the same function tell what is usual, bad ones are among them and do not count", async () => {
  const service = await buildService(db.database);
  const run = (seconds: number, more: object = {}) =>
    build({
      serviceId: service.id,
      status: "success",
      startedAt: TEST_NOW,
      endedAt: after(seconds),
      ...more,
    });
  for (const seconds of [1, 2, 3, 4, 100]) await run(seconds);
  await run(9_000, { status: "failed", reason: "error" });
  await run(7, { functionName: "other" });
  const own = await build({ serviceId: service.id, status: "in-progress" });
  const durations = await readDurations(ctx, own);
  expect(durations).toMatchObject({ functionName: "run", p50Ms: 3_000, p95Ms: 100_000 });
  expect(durations.runs.map(({ status }) => status)).toEqual(["failed", ...Array(5).fill("success")]);
  const functions = [{ serviceId: service.id, functionName: "run" }];
  expect(await readTypical(ctx, TypicalInput.parse({ functions }))).toMatchObject([
    { runs: 5, p95Ms: 100_000 },
  ]);
});
