import { TRPCError } from "@trpc/server";
import { v7 as uuid } from "uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { executionEvents } from "#db/schema/execution-events.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution, buildReplica, buildRunner, buildService, TEST_NOW } from "#db/testing-builders.ts";
import { systemClock } from "#server/clock.ts";
import { DEFAULT_POLICY } from "#server/domain/policy-values.ts";
import type { InvalidInput } from "#server/errors.ts";
import { noteStarted, noteStartFailure } from "#server/runners/start-failures.ts";
import { buildCaller } from "./testing.ts";

let testDatabase: TestDatabase;
let api: ReturnType<typeof buildCaller>;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  api = buildCaller(testDatabase.database);
});
afterAll(() => testDatabase.drop());

/** What a call was refused with. */
async function refusal(call: Promise<unknown>): Promise<TRPCError> {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(TRPCError);
  return error as TRPCError;
}

describe("executions", () => {
  test("get shows one whole: input, attempts, reruns", async () => {
    const { database } = testDatabase;
    const execution = await buildExecution(database, { status: "in-progress", input: { epochs: 3 } });
    const rerun = await buildExecution(database, { rerunOf: execution.id });
    const detail = await api.executions.get({ id: execution.id });
    expect(detail).toMatchObject({
      id: execution.id,
      input: { epochs: 3 },
      policy: DEFAULT_POLICY,
      stop: null,
    });
    expect(detail.attempts.map(({ attempt, startedAt }) => ({ attempt, startedAt }))).toEqual([
      { attempt: 1, startedAt: TEST_NOW },
    ]);
    expect(detail.reruns).toEqual([{ id: rerun.id, createdAt: TEST_NOW, status: "created" }]);
  });

  test("events come in the order in which they were written, and only those after a given one", async () => {
    const { id } = await buildExecution(testDatabase.database);
    const common = { executionId: id, attempt: 1, at: TEST_NOW, actor: "agent", data: {} };
    await testDatabase.database.db.insert(executionEvents).values([
      { ...common, type: "created" },
      { ...common, type: "claimed", data: { replicaId: "r" } },
    ]);
    const events = await api.executions.events({ id });
    expect(events.map((event) => event.type)).toEqual(["created", "claimed"]);
    expect(events[1]).toMatchObject({ at: TEST_NOW, actor: "agent", data: { replicaId: "r" } });
    expect(await api.executions.events({ id, after: events[0]?.id })).toEqual([events[1]]);
  });

  test.each(["get", "events", "logs"] as const)(
    "%s of an execution that is not there is not found",
    async (name) => {
      const id = uuid();
      const error = await refusal(api.executions[name]({ id }));
      expect(error.code).toBe("NOT_FOUND");
      expect(error.message).toBe(`There is no execution ${id}.`);
    },
  );
});

describe("services", () => {
  test("get shows policy, revisions, replicas, counts and the last input of each function", async () => {
    const { database } = testDatabase;
    const service = await buildService(database, { policy: { executionTimeout: 60 } });
    await buildReplica(database, { serviceId: service.id });
    await buildExecution(database, { serviceId: service.id, status: "success", input: { n: 1 } });
    await buildExecution(database, { serviceId: service.id, input: { n: 2 } });
    const detail = await api.services.get({ name: service.name });
    expect(detail.policy.executionTimeout).toBe(60);
    expect(detail.revisions.map((revision) => revision.number)).toEqual([1]);
    expect(detail.replicas).toEqual({ starting: 0, ready: 1, draining: 0, older: 0 });
    expect(detail.counts).toMatchObject({ created: 1, success: 1 });
    expect(detail.lastInputs).toEqual({ run: { n: 2 } });
    const row = (await api.services.list()).find((one) => one.id === service.id);
    expect(row).toMatchObject({ name: service.name, counts: detail.counts, replicas: detail.replicas });
  });

  test("a start that failed is told until one goes well and stays well, or the service is changed", async () => {
    const { database } = testDatabase;
    const { id, name } = await buildService(database);
    const failures = async () => (await api.services.get({ name })).startFailures;
    const deps = { database, clock: systemClock };
    const failure = { revision: 1, error: "no such file: train.py" };
    await noteStartFailure(deps, id, failure);
    expect(await failures()).toMatchObject({ count: 1, error: "no such file: train.py" });
    await noteStarted(deps, id, 1);
    expect(await failures()).toBeNull();
    await noteStartFailure(deps, id, failure);
    await noteStarted(deps, id, 1);
    expect(await failures()).toMatchObject({ count: 2, readyAt: expect.any(Date) });
    await api.services.update({ name, description: "changed" });
    expect(await failures()).toBeNull();
    // What the old revision still does says nothing of the new one.
    await noteStartFailure(deps, id, { ...failure, revision: 2 });
    await noteStartFailure(deps, id, failure);
    expect(await failures()).toMatchObject({ count: 1 });
  });

  test("previewPolicy counts what runs now, and a reset waits only where a worker is shared", async () => {
    const { database } = testDatabase;
    const service = await buildService(database);
    const policy = DEFAULT_POLICY;
    const run = { serviceId: service.id, status: "in-progress" } as const;
    const { replicaId, runnerId } = await buildExecution(database, run);
    const read = () => api.services.previewPolicy({ name: service.name, policy });
    const alone = { running: 1, stopping: 0, alreadyPast: 0, endingSoon: 0 };
    expect(await read()).toMatchObject({ ...alone, resetWaitSeconds: 0, drainWaitSeconds: 3_635 });
    await buildExecution(database, { ...run, replicaId, runnerId });
    await database.sql`update replicas set isolation = 'shared' where id = ${replicaId}`;
    expect(await read()).toMatchObject({ running: 2, resetWaitSeconds: 3_630, drainWaitSeconds: 3_635 });
    await database.sql`update executions set stop_reason = 'terminated', stop_rung = 'requested', stop_rung_at = ${TEST_NOW},
      stop_requested_at = ${TEST_NOW}, stop_requested_by = 'ada' where service_id = ${service.id}`;
    expect(await read()).toMatchObject({ running: 2, stopping: 2, cut: { failed: 0, rerun: 0 } });
  });

  test("a service that is not there is not found", async () => {
    expect((await refusal(api.services.get({ name: "nowhere" }))).code).toBe("NOT_FOUND");
    const preview = api.services.previewPolicy({ name: "nowhere", policy: DEFAULT_POLICY });
    expect((await refusal(preview)).code).toBe("NOT_FOUND");
  });
});

test("runners show their replicas and what these run now", async () => {
  const { database } = testDatabase;
  const runner = await buildRunner(database, { host: "gpu-01" });
  const replica = await buildReplica(database, { runnerId: runner.id });
  const place = { replicaId: replica.id, runnerId: runner.id, serviceId: replica.serviceId };
  const execution = await buildExecution(database, { ...place, status: "in-progress" });
  const view = (await api.runners.list()).find((one) => one.id === runner.id);
  expect(view).toMatchObject({ host: "gpu-01", state: "active" });
  expect(view?.replicas.map(({ id, state }) => ({ id, state }))).toEqual([
    { id: replica.id, state: "ready" },
  ]);
  expect(view?.replicas[0]?.executions).toEqual([
    { id: execution.id, functionName: "run", startedAt: TEST_NOW, stopping: false },
  ]);
});

test("runners and replicas that ended over an hour ago are no longer shown", async () => {
  const longAgo = new Date(TEST_NOW.getTime() - 61 * 60_000);
  const runner = await buildRunner(testDatabase.database, { state: "stopped", stoppedAt: longAgo });
  expect((await api.runners.list()).map((one) => one.id)).not.toContain(runner.id);
});

describe("who asks", () => {
  test.each([
    ["a person", { kind: "person", email: "ada@example.org" }, "ada@example.org"],
    ["a program", { kind: "api-key", name: "cli" }, "api-key:cli"],
  ] as const)("%s learns by what name the audit calls them", async (_, caller, actor) => {
    expect(await buildCaller(testDatabase.database, { caller }).session.me()).toMatchObject({ actor });
  });

  test("nobody is refused by every procedure", async () => {
    const nobody = buildCaller(testDatabase.database, { caller: null });
    const id = uuid();
    const calls = [
      nobody.executions.list({}),
      nobody.executions.get({ id }),
      nobody.executions.counts({}),
      nobody.executions.events({ id }),
      nobody.executions.logs({ id }),
      nobody.services.list(),
      nobody.services.get({ name: "any" }),
      nobody.services.previewPolicy({ name: "any", policy: DEFAULT_POLICY }),
      nobody.runners.list(),
      nobody.session.me(),
      nobody.session.signOut(),
      nobody.live.changes(),
    ];
    for (const call of calls) expect((await refusal(call)).code).toBe("UNAUTHORIZED");
  });

  test("another site's page may change nothing", async () => {
    const lured = buildCaller(testDatabase.database, { crossSite: true });
    expect((await refusal(lured.session.signOut())).code).toBe("FORBIDDEN");
    expect((await refusal(lured.live.changes())).code).toBe("FORBIDDEN");
  });

  test("signing out ends the caller's session", async () => {
    let ended = 0;
    const endSession = async () => {
      ended += 1;
    };
    await buildCaller(testDatabase.database, { endSession }).session.signOut();
    expect(ended).toBe(1);
  });
});

describe("what is wrong is said field by field", () => {
  test("for a value, a nested one and an unknown field", async () => {
    const input = { limit: 500, statuses: ["running"], colour: "red" };
    const error = await refusal(api.executions.list(input as never));
    expect(error.code).toBe("BAD_REQUEST");
    expect((error.cause as InvalidInput).faults).toEqual([
      { field: "statuses.0", message: expect.stringContaining("created, in-progress") },
      { field: "limit", message: "limit must be a whole number from 1 to 200" },
      { field: "colour", message: "colour is not a field here" },
    ]);
  });

  test("for a policy, in the words of the domain", async () => {
    const policy = { ...DEFAULT_POLICY, executionTimeout: 0.5 };
    const error = await refusal(api.services.previewPolicy({ name: "any", policy }));
    expect((error.cause as InvalidInput).faults.map((fault) => fault.field)).toEqual([
      "policy.executionTimeout",
    ]);
  });
});

test("a fault of ours is reported with its cause and told without it", async () => {
  const bugs: unknown[] = [];
  const broken = { ...testDatabase.database, sql: failing("password of the database is hunter2") };
  const caller = buildCaller(broken as never, { reportBug: (path, cause) => bugs.push({ path, cause }) });
  const error = await refusal(caller.services.list());
  expect(error.code).toBe("INTERNAL_SERVER_ERROR");
  expect(error.message).not.toContain("hunter2");
  expect(bugs).toEqual([
    {
      path: "services.list",
      cause: expect.objectContaining({ message: expect.stringContaining("hunter2") }),
    },
  ]);
});

function failing(message: string) {
  return () => {
    throw new Error(message);
  };
}
