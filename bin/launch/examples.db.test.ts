import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { systemClock } from "#server/clock.ts";
import { projectRoot } from "#server/project-root.ts";
import { deleteService } from "#server/services/delete.ts";
import { listServices } from "#server/services/list.ts";
import { deployExamples } from "./examples.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

test("examples are deployed at each start, but for those that somebody has deleted", async () => {
  const ctx = { database: db.database, clock: systemClock, actor: "system" };
  const names = await deployExamples(ctx, projectRoot());
  const [gone = "", ...others] = names;
  expect(others.length).toBeGreaterThan(0);
  await deleteService(ctx, { name: gone, force: true });
  expect(await deployExamples(ctx, projectRoot())).toEqual(others);
  expect((await listServices(ctx)).map(({ name }) => name)).toEqual(others);
});
