import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { ManualClock } from "#server/manual-clock.ts";
import { listReasonTemplates } from "./list-reason-templates.ts";
import { SaveReasonTemplatesInput, saveReasonTemplates } from "./save-reason-templates.ts";

let testDatabase: TestDatabase;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
});
afterAll(() => testDatabase.drop());

const context = () => ({
  database: testDatabase.database,
  clock: new ManualClock(),
  actor: "ada@example.org",
});
const save = (texts: string[]) => saveReasonTemplates(context(), SaveReasonTemplatesInput.parse({ texts }));

test("reasons are offered in the order in which they were saved, and the audit has what was there before", async () => {
  expect(await listReasonTemplates(context())).toEqual({ texts: [] });
  await save(["wrong data", " wrong learning rate "]);
  await save(["wrong learning rate", "no longer needed"]);
  await save(["wrong learning rate", "no longer needed"]);
  expect(await listReasonTemplates(context())).toEqual({
    texts: ["wrong learning rate", "no longer needed"],
  });
  const audit = await testDatabase.database.sql`
    select actor, action, subject_type, subject_id, data from audit order by id`;
  expect([...audit]).toEqual([
    expect.objectContaining({ data: { before: [], after: ["wrong data", "wrong learning rate"] } }),
    {
      actor: "ada@example.org",
      action: "reason-templates.save",
      subject_type: "settings",
      subject_id: "reason-templates",
      data: {
        before: ["wrong data", "wrong learning rate"],
        after: ["wrong learning rate", "no longer needed"],
      },
    },
  ]);
});

test.each([
  [[""], "each of texts must be text of 1 to 200 characters"],
  [["x".repeat(201)], "each of texts must be text of 1 to 200 characters"],
  [["twice", "twice "], "texts must differ from each other"],
  [Array.from({ length: 31 }, (_, index) => `reason ${index}`), "texts must be at most 30"],
])("%j is refused", (texts, words) => {
  const { error } = SaveReasonTemplatesInput.safeParse({ texts });
  expect(error?.issues[0]?.message).toBe(words);
});
