import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildService } from "#db/testing-builders.ts";
import { noteStartFailure, readStartFailures } from "./start-failures.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

test("of failures that several runners note at the same time, each is counted", async () => {
  const { id } = await buildService(db.database);
  const errors = Array.from({ length: 8 }, (_, n) => `it broke on host ${n}`);
  await Promise.all(errors.map((error) => noteStartFailure(db, id, { revision: 1, error })));
  const failures = (await readStartFailures(db)).get(id);
  expect(failures?.count).toBe(8);
  expect(errors).toContain(failures?.error);
});
