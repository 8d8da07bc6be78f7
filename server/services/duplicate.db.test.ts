import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildService, TEST_NOW } from "#db/testing-builders.ts";
import { Conflict, InvalidInput, NotFound } from "#server/errors.ts";
import { ManualClock } from "#server/manual-clock.ts";
import { duplicateService } from "./duplicate.ts";
import { getService } from "./get.ts";
import { updateService } from "./update.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

const ctx = () => ({ database: db.database, clock: new ManualClock(TEST_NOW), actor: "ada@example.org" });

test("a copy has what the source, or the named revision of it, has, and what was asked to differ", async () => {
  const { name } = await buildService(db.database);
  await updateService(ctx(), { name, policy: { gracePeriod: 7 }, program: { env: { MODE: "live" } } });
  await duplicateService(ctx(), {
    name,
    as: "copy",
    policy: { killWait: 2 },
    program: { env: { MODE: "test" } },
  });
  const source = await getService(ctx(), { name });
  expect((await getService(ctx(), { name: "copy" })).config).toEqual({
    ...source.config,
    policy: { ...source.policy, killWait: 2 },
    program: { ...source.config.program, env: { MODE: "test" } },
  });
  await duplicateService(ctx(), { name, as: "older", revision: 1 });
  const older = await getService(ctx(), { name: "older" });
  expect(older).toMatchObject({ revision: 1, policy: { gracePeriod: 30 }, updatedBy: "ada@example.org" });
});

test("what can't be copied so is refused, and nothing is made", async () => {
  const { name } = await buildService(db.database);
  await expect(duplicateService(ctx(), { name, as: name })).rejects.toBeInstanceOf(Conflict);
  await expect(duplicateService(ctx(), { name, as: "none", revision: 9 })).rejects.toBeInstanceOf(NotFound);
  const wrong = duplicateService(ctx(), { name, as: "none", policy: { gracePeriod: -1 } });
  await expect(wrong).rejects.toBeInstanceOf(InvalidInput);
  await expect(getService(ctx(), { name: "none" })).rejects.toBeInstanceOf(NotFound);
});
