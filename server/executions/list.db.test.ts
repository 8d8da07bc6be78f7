import { v7 as uuid } from "uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution, buildService, TEST_NOW } from "#db/testing-builders.ts";
import { DEFAULT_POLICY } from "#server/domain/policy-values.ts";
import { ManualClock } from "#server/manual-clock.ts";
import { CountExecutionsInput, countExecutions } from "./count.ts";
import { ListExecutionsInput, listExecutions } from "./list.ts";

let testDatabase: TestDatabase;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
});
afterAll(() => testDatabase.drop());

function context() {
  return { database: testDatabase.database, clock: new ManualClock(), actor: "operator@localhost" };
}
function list(input: Partial<ListExecutionsInput> = {}) {
  return listExecutions(context(), ListExecutionsInput.parse(input));
}
/** A fresh service's name, and how to ask for its executions only. */
async function freshService(overrides: Parameters<typeof buildService>[1] = {}) {
  return await buildService(testDatabase.database, overrides);
}

describe("pages", () => {
  test("1,000 executions come newest first, each once, also while others are added", async () => {
    const service = await freshService();
    const ids = await insertMany(service.id, 1_000);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await list({ services: [service.name], limit: 150, cursor });
      seen.push(...page.rows.map((row) => row.id));
      cursor = page.nextCursor;
      await insertMany(service.id, 3);
    } while (cursor);
    expect(seen).toEqual(ids.toReversed());
  });

  test("the last page, full or not, has no next one", async () => {
    const service = await freshService();
    await insertMany(service.id, 4);
    expect((await list({ services: [service.name], limit: 4 })).nextCursor).toBeNull();
    expect((await list({ services: [service.name], limit: 5 })).nextCursor).toBeNull();
    expect((await list({ services: [service.name], limit: 3 })).nextCursor).not.toBeNull();
  });

  test.each([0, 201, 1.5])("a limit of %d is refused", (limit) => {
    expect(ListExecutionsInput.safeParse({ limit }).success).toBe(false);
  });
});

describe("filters", () => {
  test("by service, any of several", async () => {
    const [one, two, three] = [await freshService(), await freshService(), await freshService()];
    for (const service of [one, two, three]) await insertMany(service.id, 1);
    const { rows } = await list({ services: [one.name, three.name] });
    expect(new Set(rows.map((row) => row.serviceName))).toEqual(new Set([one.name, three.name]));
  });

  test("by status, with stopping as a part of in progress", async () => {
    const { name, id } = await freshService();
    const { database } = testDatabase;
    const running = await buildExecution(database, { serviceId: id, status: "in-progress" });
    const stopping = await buildExecution(database, { serviceId: id, status: "in-progress", ...STOP });
    const done = await buildExecution(database, { serviceId: id, status: "success" });
    const idsOf = async (statuses: ListExecutionsInput["statuses"]) =>
      (await list({ services: [name], statuses })).rows.map((row) => row.id);
    expect(await idsOf(["in-progress"])).toEqual([stopping.id, running.id]);
    expect(await idsOf(["stopping"])).toEqual([stopping.id]);
    expect(await idsOf(["success", "stopping"])).toEqual([done.id, stopping.id]);
    expect(await idsOf([])).toHaveLength(3);
  });

  test("by time: from is included, to is not", async () => {
    const { name, id } = await freshService();
    const at = (minutes: number) => new Date(TEST_NOW.getTime() + minutes * 60_000);
    for (const minutes of [0, 1, 2]) {
      await buildExecution(testDatabase.database, { serviceId: id, createdAt: at(minutes) });
    }
    const { rows } = await list({ services: [name], from: at(1), to: at(2) });
    expect(rows.map((row) => row.createdAt)).toEqual([at(1)]);
  });

  test("by text in id, service, function, message and note, in any case; % and _ mean themselves", async () => {
    const service = await freshService({ name: "text-filter-home" });
    const { database } = testDatabase;
    const build = (overrides: object) => buildExecution(database, { serviceId: service.id, ...overrides });
    const named = await build({ functionName: "transcodeVideo" });
    const ended = await build({ status: "failed", message: "Ran out of 100% disk_space" });
    const noted = await build({ status: "in-progress", ...STOP, stopNote: "wrong learning rate" });
    const found = async (text: string) =>
      (await list({ services: [service.name], text })).rows.map((row) => row.id);
    expect(await found("TRANSCODE")).toEqual([named.id]);
    expect(await found("100% disk_")).toEqual([ended.id]);
    expect(await found("100%disk")).toEqual([]);
    expect(await found("learning")).toEqual([noted.id]);
    expect(await found(named.id.slice(-12))).toEqual([named.id]);
    expect(await found("text-filter-home")).toHaveLength(3);
  });
});

test("a row shows who asked to stop, when, why, and how far it got", async () => {
  const { name, id } = await freshService();
  await buildExecution(testDatabase.database, { serviceId: id, status: "in-progress", ...STOP });
  const [row] = (await list({ services: [name] })).rows;
  expect(row?.stop).toEqual({
    reason: "terminated",
    seen: false,
    moreSeconds: 0,
    rung: "seen",
    signal: null,
    final: true,
    rungAt: TEST_NOW,
    requestedAt: TEST_NOW,
    requestedBy: "ada@example.org",
    note: null,
  });
});

test("what runs is lost once its agent was not heard of for 15 s", async () => {
  const { name, id } = await freshService();
  const { database } = testDatabase;
  const { replicaId } = await buildExecution(database, { serviceId: id, status: "in-progress" });
  for (const [seconds, lost] of [
    [10, false],
    [16, true],
  ] as const) {
    await database.sql`
      update replicas set heartbeat_at = now() - ${seconds} * interval '1 second' where id = ${replicaId}`;
    expect((await list({ services: [name] })).rows[0]?.lost).toBe(lost);
  }
});

test("max attempts is the service's present one until the attempt has its own", async () => {
  const { name, id } = await freshService({ policy: { maxAttempts: 7 } });
  const { database } = testDatabase;
  await buildExecution(database, { serviceId: id });
  await buildExecution(database, {
    serviceId: id,
    status: "in-progress",
    policy: { ...DEFAULT_POLICY, maxAttempts: 2 },
  });
  const { rows } = await list({ services: [name] });
  expect(rows.map((row) => row.maxAttempts)).toEqual([2, 7]);
});

test("counts name every status, stopping as a part of in progress, under the same filters", async () => {
  const { name, id } = await freshService();
  const { database } = testDatabase;
  await insertMany(id, 3);
  await buildExecution(database, { serviceId: id, status: "in-progress" });
  await buildExecution(database, { serviceId: id, status: "in-progress", ...STOP });
  await buildExecution(database, { serviceId: id, status: "failed", message: "needle" });
  const none = {
    atLeast: [],
    created: 0,
    "in-progress": 0,
    stopping: 0,
    success: 0,
    failed: 0,
    terminated: 0,
  };
  const all = { ...none, created: 3, "in-progress": 2, stopping: 1, failed: 1 };
  expect(await countExecutions(context(), { services: [name] })).toEqual(all);
  expect(await countExecutions(context(), { services: [name], text: "needle" })).toEqual({
    ...none,
    failed: 1,
  });
  expect(await countExecutions(context(), { services: ["nothing-here"] })).toEqual(none);
});

const STOP = {
  stopReason: "terminated",
  stopRung: "seen",
  stopRungAt: TEST_NOW,
  stopFinal: true,
  stopRequestedAt: TEST_NOW,
  stopRequestedBy: "ada@example.org",
} as const;

/** Created executions, oldest first; gives their ids. */
async function insertMany(serviceId: string, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => uuid());
  await testDatabase.database.sql`
    insert into executions (id, service_id, function_name, input, status, created_at, updated_at, created_by)
    select unnest(${ids}::uuid[]), ${serviceId}, 'run', '{}', 'created', ${TEST_NOW}, ${TEST_NOW}, 'system'`;
  return ids;
}

test("what is lost, stalled, overdue or slow is found among what runs", async () => {
  const { database } = testDatabase;
  const service = await buildService(database);
  const run = (overrides: Parameters<typeof buildExecution>[1] = {}) =>
    buildExecution(database, {
      serviceId: service.id,
      status: "in-progress",
      deadlineAt: new Date("2100-01-01T00:00:00Z"),
      ...overrides,
    });
  const [well, overdue, stalled, lost] = [
    await run(),
    await run({ deadlineAt: new Date(0) }),
    await run({ stalledAt: TEST_NOW }),
    await run(),
  ];
  const [slow, usual] = [await run({ functionName: "other" }), await run({ functionName: "other" })];
  for (let seconds = 8; seconds <= 12; seconds += 1) {
    const good = { serviceId: service.id, functionName: "other", status: "success" } as const;
    const endedAt = new Date(TEST_NOW.getTime() + seconds * 1_000);
    await buildExecution(database, { ...good, startedAt: TEST_NOW, endedAt });
  }
  await database.sql`update executions set started_at = now() - interval '1 minute' where id = ${slow.id}`;
  await database.sql`update executions set started_at = now() where id = ${usual.id}`;
  await database.sql`update replicas set heartbeat_at = now() where id <> ${lost.replicaId}`;
  await database.sql`update replicas set heartbeat_at = now() - interval '1 minute' where id = ${lost.replicaId}`;
  await buildExecution(database, { serviceId: service.id, status: "failed", deadlineAt: new Date(0) });
  const found = async (is: string) => {
    const input = ListExecutionsInput.parse({ where: `service:${service.name} ${is}` });
    return (await listExecutions(context(), input)).rows.map(({ id }) => id);
  };
  expect(await found("is:overdue")).toEqual([overdue.id]);
  expect(await found("is:stalled")).toEqual([stalled.id]);
  expect(await found("is:lost")).toEqual([lost.id]);
  expect(await found("is:slow")).toEqual([slow.id]);
  expect(await found("is:slow status:in-progress sort:longest")).toEqual([slow.id]);
  const counted = CountExecutionsInput.parse({ where: `service:${service.name} is:slow` });
  expect(await countExecutions(context(), counted)).toMatchObject({ "in-progress": 1 });
  expect(new Set(await found("is:lost,overdue"))).toEqual(new Set([lost.id, overdue.id]));
  expect(await found("status:in-progress")).toContain(well.id);
});

test("by ids those are listed that fit the rest of the filter too", async () => {
  const service = await freshService();
  const ids = await insertMany(service.id, 3);
  const [first = "", second = ""] = ids;
  expect((await list({ ids: [second, first] })).rows.map(({ id }) => id)).toEqual([second, first]);
  expect((await list({ ids: [first], statuses: ["failed"] })).rows).toEqual([]);
  expect(ListExecutionsInput.safeParse({ ids: ["1"] }).error?.issues[0]?.message).toBe(
    "each of ids must be the id of an execution",
  );
});
