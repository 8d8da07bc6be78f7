import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Policy } from "#server/domain/policy.ts";
import { createExecution } from "#server/executions/create.ts";
import { getExecution } from "#server/executions/get.ts";
import { terminateExecution } from "#server/executions/terminate.ts";
import { projectRoot } from "#server/project-root.ts";
import { createService } from "#server/services/create.ts";
import { isAlive, RunnerWorld } from "./testing-runner-process.ts";

let world: RunnerWorld;
beforeEach(async () => {
  world = await RunnerWorld.open();
  world.startRunner();
});
afterEach(() => world.close());

async function deployShared(policy: Partial<Policy> = {}): Promise<void> {
  await createService(world.ctx, {
    name: "shared",
    program: {
      runtime: "python",
      entry: "shared.py",
      directory: join(projectRoot(), "server", "agent", "fixtures"),
      functions: { wait_for: {}, ignore: {}, die_at_first: {} },
    },
    policy: { gracePeriod: 1, killWait: 1, ...policy },
    placement: { isolation: "shared", concurrency: 4 },
  });
}

async function begin(functionName: string, input: Record<string, unknown> = {}): Promise<string> {
  const { id } = await createExecution(world.ctx, { service: "shared", functionName, input });
  await world.untilWorks(id);
  return id;
}

test("a replica whose code ignores its stop is reset: neighbours finish, new work starts elsewhere at once, nothing is left", async () => {
  await deployShared();
  const file = world.pathOf("go");
  const [good, stubborn] = [await begin("wait_for", { file }), await begin("ignore")];
  const pid = await world.untilWorks(good);
  expect(await world.untilWorks(stubborn)).toBe(pid);
  await terminateExecution(world.ctx, { id: stubborn });
  const waiting = await world.until(stubborn, ({ reset }) => reset !== null);
  expect(waiting.reset).toMatchObject({ by: stubborn, waitsFor: [{ id: good }] });
  const fresh = await begin("wait_for", { file });
  expect(await world.untilWorks(fresh)).not.toBe(pid);
  expect((await getExecution(world.ctx, { id: good })).status).toBe("in-progress");
  await world.allow("go");
  expect(await world.untilStatus(good, "success")).toMatchObject({ attempt: 1, output: { found: "go" } });
  expect(await world.untilStatus(stubborn, "terminated")).toMatchObject({ stop: { rung: "verified" } });
  expect(await world.untilStatus(fresh, "success")).toMatchObject({ attempt: 1 });
  expect(isAlive(pid)).toBe(false);
  expect(await world.eventsOf(stubborn)).toEqual(
    expect.arrayContaining(["reset_started", "neighbour_ended"]),
  );
});

test("the crash of a shared worker is a reset of all that it held", async () => {
  await deployShared({ onReset: "rerun", maxAttempts: 2 });
  const good = await begin("wait_for", { file: world.pathOf("go") });
  const { id: fatal } = await createExecution(world.ctx, {
    service: "shared",
    functionName: "die_at_first",
    input: {},
  });
  await world.allow("go");
  const again = await world.until(good, ({ status }) => status === "success");
  expect(await world.untilStatus(fatal, "success")).toMatchObject({ attempt: 2 });
  expect(again.attempts.at(-1)).toMatchObject({ outcome: "success" });
});
