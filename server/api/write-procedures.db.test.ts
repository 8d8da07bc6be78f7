import { TRPCError } from "@trpc/server";
import { v7 as uuid } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution, buildService } from "#db/testing-builders.ts";
import type { InvalidInput } from "#server/errors.ts";
import { buildCaller } from "./testing.ts";

let testDatabase: TestDatabase;
let api: ReturnType<typeof buildCaller>;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  api = buildCaller(testDatabase.database, { caller: { kind: "person", email: "ada@example.org" } });
});
afterAll(() => testDatabase.drop());

async function refusal(call: Promise<unknown>): Promise<TRPCError> {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(TRPCError);
  return error as TRPCError;
}
async function actionsOn(subjectId: string) {
  const rows = await testDatabase.database.sql`
    select actor, action from audit where subject_id = ${subjectId} order by id`;
  return rows.map(({ actor, action }) => `${actor} ${action}`);
}

test("an execution is created, stopped while it waits, and run again, each in the caller's name", async () => {
  const service = await buildService(testDatabase.database);
  const { id } = await api.executions.create({ service: service.name, input: { n: 1 } });
  expect(await api.executions.get({ id })).toMatchObject({ status: "created", createdBy: "ada@example.org" });
  const stopped = await api.executions.terminate({ id, note: "wrong learning rate" });
  expect(stopped).toEqual({ id, status: "terminated", stopping: false, below: 0 });
  const rerun = await api.executions.rerun({ id });
  expect(await api.executions.get({ id: rerun.id })).toMatchObject({ rerunOf: id, input: { n: 1 } });
  expect(await actionsOn(id)).toEqual(["ada@example.org execution.terminate"]);
});

test("one that runs is stopping until it is proven gone, with the note beside the name", async () => {
  const { id } = await buildExecution(testDatabase.database, { status: "in-progress" });
  expect(await api.executions.terminate({ id, note: "too slow" })).toMatchObject({
    stopping: true,
    below: 0,
  });
  const { status, stop } = await api.executions.get({ id });
  expect(status).toBe("in-progress");
  expect(stop).toMatchObject({
    rung: "requested",
    final: true,
    requestedBy: "ada@example.org",
    note: "too slow",
  });
});

test("what runs can't be run again yet: conflict", async () => {
  const { id } = await buildExecution(testDatabase.database, { status: "in-progress" });
  expect((await refusal(api.executions.rerun({ id }))).code).toBe("CONFLICT");
});

test("what is not there can't be stopped, run or changed: not found", async () => {
  const id = uuid();
  const calls = [
    () => api.executions.terminate({ id }),
    () => api.executions.terminate({ id: "no-id" }),
    () => api.executions.get({ id: "" }),
    () => api.executions.rerun({ id }),
    () => api.executions.create({ service: "nowhere" }),
    () => api.services.pause({ name: "nowhere" }),
    () => api.services.resume({ name: "nowhere" }),
    () => api.services.update({ name: "nowhere", policy: { executionTimeout: 5 } }),
  ];
  for (const call of calls) expect((await refusal(call())).code).toBe("NOT_FOUND");
});

test("a service is created once, changed, paused and resumed", async () => {
  const program = { runtime: "command", argv: ["true"], directory: "/", functions: { run: {} } };
  const made = await api.services.create({ name: "made-here", program });
  expect(made).toMatchObject({ name: "made-here", revision: 1 });
  expect((await refusal(api.services.create({ name: "made-here", program }))).code).toBe("CONFLICT");
  const updated = await api.services.update({ name: "made-here", policy: { executionTimeout: 5 } });
  expect(updated).toMatchObject({ revision: 2 });
  expect((await api.services.get({ name: "made-here" })).policy.executionTimeout).toBe(5);
  await api.services.pause({ name: "made-here" });
  expect(await api.services.get({ name: "made-here" })).toMatchObject({ pausedBy: "ada@example.org" });
  await api.services.resume({ name: "made-here" });
  expect(await api.services.get({ name: "made-here" })).toMatchObject({ pausedAt: null });
});

test("a policy that breaks a rule is refused field by field", async () => {
  const { name } = await buildService(testDatabase.database);
  const policy = { executionTimeout: 0, onReset: "explode" };
  const error = await refusal(api.services.update({ name, policy }));
  expect(error.code).toBe("BAD_REQUEST");
  const fields = (error.cause as InvalidInput).faults.map((fault) => fault.field);
  expect(fields.toSorted()).toEqual(["policy.executionTimeout", "policy.onReset"]);
});

test("a change made on an older revision than the present one is refused: conflict", async () => {
  const { name } = await buildService(testDatabase.database);
  await api.services.update({ name, policy: { gracePeriod: 1 } });
  const late = api.services.update({ name, expectedRevision: 1, policy: { gracePeriod: 2 } });
  expect((await refusal(late)).code).toBe("CONFLICT");
});

test("nobody, and another site's page, can change anything", async () => {
  const id = uuid();
  for (const [overrides, code] of [
    [{ caller: null }, "UNAUTHORIZED"],
    [{ crossSite: true }, "FORBIDDEN"],
  ] as const) {
    const caller = buildCaller(testDatabase.database, overrides);
    const calls = [
      caller.executions.create({ service: "any" }),
      caller.executions.terminate({ id }),
      caller.executions.rerun({ id }),
      caller.services.create({ name: "any" }),
      caller.services.update({ name: "any" }),
      caller.services.pause({ name: "any" }),
      caller.services.resume({ name: "any" }),
    ];
    for (const call of calls) expect((await refusal(call)).code).toBe(code);
  }
});
