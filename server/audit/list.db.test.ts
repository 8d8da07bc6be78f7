import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution, buildService } from "#db/testing-builders.ts";
import { createApiKey } from "#server/auth/create-api-key.ts";
import type { Context } from "#server/context.ts";
import { terminateExecution } from "#server/executions/terminate.ts";
import { ManualClock } from "#server/manual-clock.ts";
import { pauseService } from "#server/services/pause.ts";
import { type ListAuditInput, listAudit, ListAuditInput as Schema } from "./list.ts";

let testDatabase: TestDatabase;
let clock: ManualClock;
let service: { id: string; name: string };
let execution: { id: string };
const as = (actor: string): Context => ({ database: testDatabase.database, clock, actor });
const list = (input: ListAuditInput = {}) => listAudit(as("ada"), Schema.parse(input));
const actions = async (input: ListAuditInput = {}) => (await list(input)).rows.map(({ action }) => action);

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  clock = new ManualClock();
  service = await buildService(testDatabase.database);
  execution = await buildExecution(testDatabase.database, { serviceId: service.id, status: "in-progress" });
  await terminateExecution(as("ada"), { id: execution.id, note: "wrong data" });
  clock.advance(60_000);
  await pauseService(as("bob"), { name: service.name });
  clock.advance(60_000);
  await createApiKey(as("ada"), { name: "nightly" });
});
afterAll(() => testDatabase.drop());

test("the audit says who did what to what, newest first", async () => {
  const { rows, nextCursor } = await list();
  expect(nextCursor).toBeNull();
  expect(rows).toMatchObject([
    { actor: "ada", action: "api-key.create", subjectType: "api-key", subjectName: "nightly" },
    { actor: "bob", action: "service.pause", subjectId: service.id, subjectName: service.name },
    {
      actor: "ada",
      action: "execution.terminate",
      subjectId: execution.id,
      subjectName: service.name,
      data: { note: "wrong data" },
      at: new Date("2026-01-01T12:00:00.000Z"),
    },
  ]);
});

test("it is filtered by who, what, to what and when, and by several together", async () => {
  expect(await actions({ actor: "ada" })).toEqual(["api-key.create", "execution.terminate"]);
  expect(await actions({ actor: "ada", action: "execution.terminate" })).toEqual(["execution.terminate"]);
  expect(await actions({ subjectType: "service" })).toEqual(["service.pause"]);
  expect(await actions({ subjectType: "execution", subjectId: execution.id })).toEqual([
    "execution.terminate",
  ]);
  expect(await actions({ from: new Date("2026-01-01T12:01:00.000Z") })).toEqual([
    "api-key.create",
    "service.pause",
  ]);
  expect(await actions({ to: new Date("2026-01-01T12:02:00.000Z") })).toEqual([
    "service.pause",
    "execution.terminate",
  ]);
  expect(await actions({ actor: "eve" })).toEqual([]);
});

test("pages go on where the one before ended, also when something is done meanwhile", async () => {
  const first = await list({ limit: 2 });
  expect(first.rows).toHaveLength(2);
  await pauseService(as("bob"), { name: (await buildService(testDatabase.database)).name });
  const second = await list({ limit: 2, cursor: first.nextCursor });
  expect(second).toMatchObject({ rows: [{ action: "execution.terminate" }], nextCursor: null });
});

test("a filter that can't be is refused with its name", async () => {
  await expect(list({ subjectId: execution.id })).rejects.toThrow("subjectId needs a subjectType beside it");
  expect(() => Schema.parse({ action: "execution.explode" })).toThrow(
    "action must be one of execution.terminate",
  );
  expect(() => Schema.parse({ cursor: "x" })).toThrow("cursor must be the nextCursor of a page");
});

test.each([{ actor: "ada" }, { action: "service.pause" }, { subjectType: "service" }] as const)(
  "a page by %j reads an index and no whole table",
  async (filter) => {
    const { sql } = testDatabase.database;
    await sql`insert into audit (at, actor, action, subject_type, subject_id, data)
      select now(), 'x' || n, 'a' || n, 't' || n, n::text, '{}' from generate_series(1, 20000) n`;
    await sql`analyze audit`;
    const column = { actor: "actor", action: "action", subjectType: "subject_type" }[
      Object.keys(filter)[0] as "actor"
    ];
    const plan =
      await sql`explain select * from audit where ${sql(column)} = ${Object.values(filter)[0] as string}
      order by id desc limit 51`;
    expect(JSON.stringify(plan)).toContain("Index");
    expect(JSON.stringify(plan)).not.toContain("Seq Scan");
  },
);
