import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { WORK_CHANNEL } from "#db/channels.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution } from "#db/testing-builders.ts";
import { systemClock } from "#server/clock.ts";
import type { Context } from "#server/context.ts";
import { InvalidInput } from "#server/errors.ts";
import { createService } from "#server/services/create.ts";
import { createExecution } from "./create.ts";
import { rerunExecution } from "./rerun.ts";

let db: TestDatabase;
let ctx: Context;
beforeAll(async () => {
  db = await createTestDatabase();
  ctx = { database: db.database, clock: systemClock, actor: "ada@example.org" };
});
afterAll(() => db.drop());

const SCHEMA = {
  type: "object",
  properties: {
    epochs: { type: "integer", minimum: 1, default: 5 },
    mode: { enum: ["fast", "exact"] },
    data: { type: "object", properties: { path: { type: "string" } }, required: ["path"] },
  },
  required: ["mode"],
  additionalProperties: false,
};

let service: { id: string; name: string };
let counter = 0;
beforeEach(async () => {
  counter += 1;
  service = await createService(ctx, {
    name: `training-${counter}`,
    program: {
      runtime: "command",
      argv: ["true"],
      directory: "/",
      functions: { train: { inputSchema: SCHEMA }, check: {} },
    },
  });
});

async function rowOf(id: string) {
  const [row] = await db.database.sql`
    select *, (select jsonb_agg(jsonb_build_array(type, actor, data)) from execution_events v
      where v.execution_id = e.id) as events from executions e where id = ${id}`;
  return row as Record<string, unknown>;
}

async function faultsOf(work: Promise<unknown>) {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(InvalidInput);
  return (error as InvalidInput).faults;
}

const train = (input: Record<string, unknown>) =>
  createExecution(ctx, { service: service.name, functionName: "train", input });

describe("creating an execution", () => {
  test("it is queued under the caller's name, with the schema's defaults filled in", async () => {
    const { id } = await train({ mode: "fast" });
    expect(await rowOf(id)).toMatchObject({
      status: "created",
      attempt: 1,
      created_by: "ada@example.org",
      function_name: "train",
      input: { mode: "fast", epochs: 5 },
      events: [["created", "ada@example.org", {}]],
    });
  });

  test("the service may be named by its id", async () => {
    const { id } = await createExecution(ctx, { service: service.id, functionName: "check" });
    expect(await rowOf(id)).toMatchObject({ service_id: service.id, input: {} });
  });

  test("runners are told at once", async () => {
    const told: string[] = [];
    const { unlisten } = await db.database.sql.listen(WORK_CHANNEL, (payload) => told.push(payload));
    await createExecution(ctx, { service: service.id, functionName: "check" });
    await expect.poll(() => told).toContain(JSON.stringify({ type: "created", serviceId: service.id }));
    await unlisten();
  });

  test("a service that is not there is named", async () => {
    await expect(createExecution(ctx, { service: "nothing" })).rejects.toThrow(
      "There is no service nothing.",
    );
  });

  test.each(["trian", "constructor", "__proto__", ""])(
    "the function %j is refused, and those that there are are named",
    async (functionName) => {
      const faults = await faultsOf(createExecution(ctx, { service: service.name, functionName }));
      expect(faults).toEqual([
        { field: "functionName", message: expect.stringContaining("has check, train") },
      ]);
    },
  );

  test("a function must be named where there are several and none is called run", async () => {
    const faults = await faultsOf(createExecution(ctx, { service: service.name }));
    expect(faults[0]?.message).toBe(`must be named: ${service.name} has check, train`);
  });

  test("every fault of the input is named with its field and what is allowed", async () => {
    expect(await faultsOf(train({ epochs: 0, mode: "slow", data: {}, sped: 1 }))).toEqual(
      expect.arrayContaining([
        { field: "input.epochs", message: "must be >= 1" },
        { field: "input.mode", message: 'must be one of "fast", "exact"' },
        { field: "input.data.path", message: "is required" },
        { field: "input.sped", message: "is not known; allowed are data, epochs, mode" },
      ]),
    );
  });

  test("an input of more than 1 MB is refused", async () => {
    const input = { text: "x".repeat(1_048_576) };
    const faults = await faultsOf(
      createExecution(ctx, { service: service.name, functionName: "check", input }),
    );
    expect(faults[0]).toMatchObject({ field: "input", message: expect.stringContaining("at most 1048576") });
  });

  test("NUL characters are refused, and where they are is said", async () => {
    const input = { list: ["fine", { deep: "a\0b" }] };
    const faults = await faultsOf(
      createExecution(ctx, { service: service.name, functionName: "check", input }),
    );
    expect(faults[0]?.field).toBe("input.list.1.deep");
  });
});

describe("running one again", () => {
  test("it is a new execution with the same input and what the old one had saved; the old one stays", async () => {
    const origin = await buildExecution(db.database, {
      serviceId: service.id,
      functionName: "train",
      status: "terminated",
      input: { mode: "exact", epochs: 9 },
      savedState: { epoch: 4 },
    });
    const before = await rowOf(origin.id);
    const { id } = await rerunExecution(ctx, { id: origin.id });
    expect(await rowOf(id)).toMatchObject({
      status: "created",
      attempt: 1,
      rerun_of: origin.id,
      input: { mode: "exact", epochs: 9 },
      saved_state: { epoch: 4 },
      events: [["created", "ada@example.org", { rerunOf: origin.id }]],
    });
    expect(await rowOf(origin.id)).toEqual(before);
    const [audit] = await db.database.sql`select action, actor from audit where subject_id = ${id}`;
    expect(audit).toEqual({ action: "execution.rerun", actor: "ada@example.org" });
  });

  test("it may be given another input, which is checked as any", async () => {
    const { id } = await buildExecution(db.database, {
      serviceId: service.id,
      functionName: "train",
      status: "failed",
    });
    const again = await rerunExecution(ctx, { id, input: { mode: "fast", epochs: 1 } });
    expect(await rowOf(again.id)).toMatchObject({ input: { mode: "fast", epochs: 1 } });
    expect(await faultsOf(rerunExecution(ctx, { id, input: {} }))).toEqual([
      { field: "input.mode", message: "is required" },
    ]);
  });

  test("one that has not ended can't be run again", async () => {
    const { id } = await buildExecution(db.database, { serviceId: service.id, functionName: "check" });
    await expect(rerunExecution(ctx, { id })).rejects.toThrow("only one that has ended");
  });
});
