import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution, buildService } from "#db/testing-builders.ts";
import { ManualClock } from "#server/manual-clock.ts";
import { CreateExecutionInput, createExecution } from "./create.ts";
import { getExecution } from "./get.ts";
import { knownLabels } from "./known-labels.ts";
import { LabelExecutionInput, labelExecution, labelExecutions } from "./label.ts";
import { rerunExecution } from "./rerun.ts";

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
const labelsOf = async (id: string) => (await getExecution(context(), { id })).labels;
async function start(labels: Record<string, string>) {
  const service = await buildService(testDatabase.database);
  const { id } = await createExecution(context(), { service: service.name, labels });
  return id;
}

test("labels are given at the start, changed later, and the change is in the audit", async () => {
  const id = await start({ team: "vision", run: "7" });
  expect(await labelsOf(id)).toEqual({ team: "vision", run: "7" });
  const change = { set: { run: "8", owner: "ada" }, remove: ["team", "never-there"] };
  expect(await labelExecution(context(), { id, ...change })).toEqual({
    id,
    labels: { run: "8", owner: "ada" },
  });
  expect(await labelsOf(id)).toEqual({ run: "8", owner: "ada" });
  const audit = await testDatabase.database
    .sql`select actor, action, data from audit where subject_id = ${id}`;
  expect([...audit]).toEqual([{ actor: "ada@example.org", action: "execution.label", data: change }]);
});

test("keys and values that there are can be asked for, each once", async () => {
  const first = await start({ size: "b", shape: "round" });
  await labelExecution(context(), { id: first, set: { size: "a" } });
  for (const size of ["c", "a", "c"]) await start({ size });
  expect(await knownLabels(context(), { key: "size" })).toEqual(["a", "c"]);
  expect(await knownLabels(context(), {})).toEqual(expect.arrayContaining(["shape", "size"]));
  expect(await knownLabels(context(), { key: "never" })).toEqual([]);
});

test("a change that changes nothing leaves no trace", async () => {
  const id = await start({ team: "vision" });
  await labelExecution(context(), { id, set: { team: "vision" }, remove: ["other"] });
  expect(await testDatabase.database.sql`select from audit where subject_id = ${id}`).toHaveLength(0);
});

test("a key that is set and removed at once is set", async () => {
  const id = await start({ team: "vision" });
  await labelExecution(context(), { id, set: { team: "speech" }, remove: ["team"] });
  expect(await labelsOf(id)).toEqual({ team: "speech" });
});

test("a rerun takes the labels along", async () => {
  const { database } = testDatabase;
  const origin = await buildExecution(database, { status: "failed" });
  await labelExecution(context(), { id: origin.id, set: { team: "vision" } });
  const { id } = await rerunExecution(context(), { id: origin.id });
  expect(await labelsOf(id)).toEqual({ team: "vision" });
});

test("one of many that would have too many labels refuses the change of all", async () => {
  const many = Object.fromEntries(Array.from({ length: 32 }, (_, n) => [`k${n}`, "v"]));
  const [full, other] = [await start(many), await start({})];
  const change = labelExecutions(context(), [full, other], { set: { more: "1" } });
  await expect(change).rejects.toThrow(`Execution ${full} would have too many labels`);
  expect(await labelsOf(other)).toEqual({});
});

describe("bad labels are refused field by field", () => {
  test("at the start", () => {
    const { error } = CreateExecutionInput.safeParse({ service: "a", labels: { "no good": "x", ok: "" } });
    expect(error?.issues.map(({ path, message }) => [path.join("."), message])).toEqual([
      ["labels.no good", expect.stringContaining('not "no good"')],
      ["labels.ok", expect.stringContaining("1 to 200 characters")],
    ]);
  });
  test("and when nothing is asked for", () => {
    const id = "0198d0a4-0000-7000-8000-000000000000";
    expect(LabelExecutionInput.safeParse({ id }).error?.issues[0]?.message).toContain("must name a label");
  });
});
