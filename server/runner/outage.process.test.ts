import { afterEach, beforeEach, expect, test } from "vitest";
import { systemClock } from "#server/clock.ts";
import { readLogs } from "#server/executions/read-logs.ts";
import { terminateExecution } from "#server/executions/terminate.ts";
import { OwnDatabase } from "./testing-own-database.ts";
import { isAlive, RunnerWorld } from "./testing-runner-process.ts";

let database: OwnDatabase;
let world: RunnerWorld;
beforeEach(async () => {
  database = await OwnDatabase.start();
  world = await RunnerWorld.open(database);
  world.startRunner();
});
afterEach(() => world.close());

const FOREVER = "while true; do sleep 0.05; done";
const WAITS = "the runner waits for it";
const COUNTING = "i=0; while true; do echo line $i; i=$((i+1)); sleep 0.02; done";

async function untilGone(pid: number): Promise<void> {
  while (isAlive(pid)) await systemClock.sleep(20);
}

test("kill -9 of the database: a deadline ends what runs meanwhile, and all that it said arrives once and in order", async () => {
  const id = await world.run(await world.deploy(COUNTING, { executionTimeout: 2 }));
  const pid = await world.untilWorks(id);
  await database.kill();
  await untilGone(pid);
  await database.startAgain();
  const ended = await world.untilStatus(id, "failed");
  expect(ended).toMatchObject({ reason: "timeout", attempt: 1, attempts: [{ workerPid: pid }] });
  const { lines } = await readLogs(world.ctx, { id, limit: 1_000 });
  const said = lines.filter(({ stream }) => stream === "stdout").map(({ text }) => text);
  expect(said).toEqual(said.map((_, index) => `line ${index}`));
  // So many that most of them came while there was no database.
  expect(said.length).toBeGreaterThan(20);
  const story = (await world.eventsOf(id)).filter((type) => type !== "progress");
  expect(story).toEqual([...new Set(story)]);
  expect(story.indexOf("stop_requested")).toBeLessThan(story.indexOf("verified"));
});

test("kill -9 of the database: what runs goes on, and a stop that is asked for afterwards arrives", async () => {
  const id = await world.run(await world.deploy(FOREVER));
  const pid = await world.untilWorks(id);
  await database.kill();
  await database.startAgain();
  expect(isAlive(pid)).toBe(true);
  await terminateExecution(world.ctx, { id });
  expect(await world.untilStatus(id, "terminated")).toMatchObject({
    attempt: 1,
    attempts: [{ workerPid: pid }],
  });
});

test("stopped while the database is away, Curfew stops what runs all the same and leaves no process behind", async () => {
  const id = await world.run(await world.deploy(FOREVER, { onReset: "rerun" }));
  const pid = await world.untilWorks(id);
  await database.kill();
  expect(await world.endRunner("SIGTERM")).toBe(0);
  expect(isAlive(pid)).toBe(false);
  expect(world.living()).toEqual([]);
  await database.startAgain();
  world.startRunner();
  await world.untilWorks(id, 2);
  expect(await world.eventsOf(id)).toEqual(expect.arrayContaining(["stop_requested", "rerun"]));
});

test("a runner that starts before its database waits for it", async () => {
  const id = await world.run(await world.deploy(FOREVER));
  const pid = await world.untilWorks(id);
  await world.endRunner("SIGKILL");
  await database.kill();
  world.startRunner();
  await world.untilSaid(WAITS);
  await database.startAgain();
  await terminateExecution(world.ctx, { id });
  expect(await world.untilStatus(id, "terminated")).toMatchObject({ attempts: [{ workerPid: pid }] });
  expect(world.runner.exitCode).toBeNull();
});

test("a runner that is stopped while it waits for its database ends, and claims nothing of what it can't know", async () => {
  const pid = await world.untilWorks(await world.run(await world.deploy(FOREVER)));
  await world.endRunner("SIGKILL");
  await database.kill();
  world.startRunner();
  await world.untilSaid(WAITS);
  expect(await world.endRunner("SIGTERM")).toBe(0);
  await world.untilSaid("before it has begun");
  expect(world.said).not.toContain("nothing of its replicas is left");
  expect(isAlive(pid)).toBe(true);
  await database.startAgain();
});
