import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, manualContext, type TestDatabase } from "#db/testing.ts";
import { buildConfig, buildExecution, buildRunner, buildService, TEST_NOW } from "#db/testing-builders.ts";
import { knownValues } from "./known-values.ts";

let db: TestDatabase;
let ctx: ReturnType<typeof manualContext>;
beforeAll(async () => {
  db = await createTestDatabase();
  ctx = manualContext(db.database);
});
afterAll(() => db.drop());

/** A service's configuration with these functions. */
function withFunctions(...names: string[]) {
  const config = buildConfig();
  const functions = Object.fromEntries(names.map((name) => [name, {}]));
  return { ...config, program: { ...config.program, functions } } as typeof config;
}

test("an empty database has nothing to complete with", async () => {
  expect(await knownValues(ctx)).toEqual({ function: [], runner: [], by: [] });
});

test("functions that there are or were run, hosts and names are offered once each, in order, whatever is loaded", async () => {
  const { database } = db;
  const train = await buildService(database, { config: withFunctions("train", "evaluate") });
  await buildService(database, { config: withFunctions("train") });
  const deleted = { config: withFunctions("forgotten", "last"), deletedAt: TEST_NOW };
  const gone = await buildService(database, deleted);
  await buildExecution(database, {
    serviceId: train.id,
    functionName: "dropped",
    createdBy: "bo@example.org",
  });
  await buildExecution(database, {
    serviceId: train.id,
    functionName: "train",
    createdBy: "ada@example.org",
  });
  await buildExecution(database, { serviceId: gone.id, functionName: "last", createdBy: "ada@example.org" });
  for (const host of ["gpu-07", "cpu-01", "gpu-07"]) await buildRunner(database, { host });
  expect(await knownValues(ctx)).toEqual({
    function: ["dropped", "evaluate", "last", "train"],
    runner: ["cpu-01", "gpu-07"],
    by: ["ada@example.org", "bo@example.org"],
  });
});

test("of more than can be read, the first are offered", async () => {
  await db.database.sql`
    insert into runners (id, host, pid, version, state, started_at, heartbeat_at)
    select gen_random_uuid(), 'node-' || lpad(n::text, 3, '0'), 1, '0.0.0', 'active', now(), now()
    from generate_series(0, 249) as n`;
  const { runner } = await knownValues(ctx);
  expect(runner).toHaveLength(200);
  expect([runner[0], runner.at(-1)]).toEqual(["cpu-01", "node-197"]);
});
