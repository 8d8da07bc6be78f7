import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { type Ask, restOf } from "./testing-rest.ts";

let testDatabase: TestDatabase;
let ask: Ask;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  ask = restOf(testDatabase.database);
});
afterAll(() => testDatabase.drop());

test("reasons to choose from are replaced whole, and a wrong one is named", async () => {
  const saved = await ask("PATCH", "/reason-templates", { body: { texts: ["wrong data"] } });
  expect(saved).toMatchObject({ status: 200, body: { texts: ["wrong data"] } });
  expect(await ask("GET", "/reason-templates")).toMatchObject({ body: { texts: ["wrong data"] } });
  expect(await ask("PATCH", "/reason-templates", { body: { texts: ["good", ""] } })).toMatchObject({
    status: 400,
    body: { faults: [{ field: "texts.1", message: "each of texts must be text of 1 to 200 characters" }] },
  });
});
