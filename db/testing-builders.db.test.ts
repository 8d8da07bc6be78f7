import { afterAll, beforeAll, expect, test } from "vitest";
import { EXECUTION_STATUSES } from "#server/domain/status.ts";
import { createTestDatabase, type TestDatabase } from "./testing.ts";
import { buildExecution } from "./testing-builders.ts";

let testDatabase: TestDatabase;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
});
afterAll(() => testDatabase.drop());

test.each(EXECUTION_STATUSES)(
  "an execution built as %s satisfies every constraint of the schema",
  async (status) => {
    const execution = await buildExecution(testDatabase.database, { status });
    expect(execution.status).toBe(status);
  },
);

test("an execution in progress has the row of its attempt", async () => {
  const { id } = await buildExecution(testDatabase.database, { status: "in-progress", attempt: 2 });
  const rows = await testDatabase.database.sql`select attempt from attempts where execution_id = ${id}`;
  expect([...rows]).toEqual([{ attempt: 2 }]);
});
