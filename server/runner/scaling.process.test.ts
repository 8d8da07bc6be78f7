import { afterEach, beforeEach, expect, test } from "vitest";
import { terminateExecution } from "#server/executions/terminate.ts";
import { getService } from "#server/services/get.ts";
import { pauseService } from "#server/services/pause.ts";
import { resumeService } from "#server/services/resume.ts";
import { updateService } from "#server/services/update.ts";
import { RunnerWorld } from "./testing-runner-process.ts";

let world: RunnerWorld;
beforeEach(async () => {
  world = await RunnerWorld.open();
  world.startRunner();
});
afterEach(() => world.close());

const WAITS = "while [ ! -e $CURFEW_HOME/go-$NAME ]; do sleep 0.05; done";
const PATIENCE = { timeout: 30_000 };

/** A service whose executions wait for a file that is named like it. */
async function deployScaled(replicas: number, maxReplicas: number): Promise<string> {
  const name = await world.deploy(WAITS, {}, { replicas, maxReplicas });
  await updateService(world.ctx, { name, program: { env: { NAME: name } } });
  return name;
}

const stateOf = async (name: string) => {
  const { replicas, scaling } = await getService(world.ctx, { name });
  return { ready: replicas.ready, wanted: scaling?.wanted };
};

/** As if the cool-down had passed: no test waits for one. */
async function coolDown(name: string): Promise<void> {
  await world.ctx.database.sql`
    update scalings set low_since = low_since - interval '301 s'
    where service_id = (select id from services where name = ${name})`;
}

const fallOf = async (name: string) => (await getService(world.ctx, { name })).scaling?.fall?.to;

test("replicas come with the queue, go after a cool-down without an execution lost, and come back when work waits", async () => {
  const name = await deployScaled(0, 3);
  await expect.poll(() => stateOf(name), PATIENCE).toEqual({ ready: 0, wanted: 0 });
  const ids: string[] = [];
  for (let count = 0; count < 5; count += 1) ids.push(await world.run(name));
  await expect.poll(() => stateOf(name), PATIENCE).toEqual({ ready: 3, wanted: 3 });
  await world.allow(`go-${name}`);
  for (const id of ids) expect(await world.untilStatus(id, "success")).toMatchObject({ attempt: 1 });
  await expect.poll(() => fallOf(name), PATIENCE).toBe(0);
  // Within the cool-down nothing goes, though nothing is to do.
  expect(await stateOf(name)).toEqual({ ready: 3, wanted: 3 });
  // What is seen of the last ones at work may be the most that was needed in the first cool-down.
  await expect
    .poll(async () => {
      await coolDown(name);
      return await stateOf(name);
    }, PATIENCE)
    .toEqual({ ready: 0, wanted: 0 });
  expect(await world.untilStatus(await world.run(name), "success")).toMatchObject({ attempt: 1 });
});

test("of two replicas the idle one goes, and the one that works is left alone", async () => {
  const name = await deployScaled(1, 2);
  const long = await world.run(name);
  await world.untilWorks(long);
  const agent = await world.agentOf(long);
  const short = await world.run(name);
  await world.untilWorks(short);
  expect(await stateOf(name)).toEqual({ ready: 2, wanted: 2 });
  await terminateExecution(world.ctx, { id: short });
  await world.untilStatus(short, "terminated");
  await expect.poll(() => fallOf(name), PATIENCE).toBe(1);
  await coolDown(name);
  await expect.poll(() => stateOf(name), PATIENCE).toEqual({ ready: 1, wanted: 1 });
  expect(await world.agentOf(long)).toBe(agent);
  await world.allow(`go-${name}`);
  expect(await world.untilStatus(long, "success")).toMatchObject({ attempt: 1 });
});

test("what waits for a paused service brings no replica until it is resumed", async () => {
  const name = await deployScaled(0, 2);
  await world.allow(`go-${name}`);
  await pauseService(world.ctx, { name });
  const id = await world.run(name);
  // Another one is kept meanwhile: the runner has looked.
  await world.untilStatus(await world.run(await world.deploy("exit 0")), "success");
  expect(await stateOf(name)).toEqual({ ready: 0, wanted: 0 });
  await resumeService(world.ctx, { name });
  expect(await world.untilStatus(id, "success")).toMatchObject({ attempt: 1 });
});
