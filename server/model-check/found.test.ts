import { expect, onTestFinished, test } from "vitest";
import type { Isolation } from "#server/domain/policy.ts";
import { verdictOn } from "./verdict.ts";
import { settle } from "./virtual-time.ts";
import { type Host, World } from "./world.ts";

// What the model check has found, each as short as it could be made.

function stage(isolation: Isolation = "process"): { world: World; one: Host; two: Host; said: string[] } {
  const said: string[] = [];
  const world = new World(isolation, (line) => said.push(line));
  onTestFinished(() => world.close());
  const [one, two] = world.hosts as [Host, Host];
  return { world, one, two, said };
}

/** Time passes and nothing arrives anywhere. */
async function pass(world: World, ms: number): Promise<void> {
  const until = world.time.now + ms;
  while (world.time.step(until)) await settle();
}

test("an agent that comes back shortly before its lease ends keeps it", async () => {
  const { world, one, two } = stage();
  await pass(world, 23_000);
  await world.quiet(5_000);
  expect([...one.agents, ...two.agents].map(({ isAlive }) => isAlive)).toEqual([true, true]);
});

test("an agent that ends is given nothing again and again", async () => {
  const { world, one, said } = stage();
  await world.quiet(1_000);
  for (let slot = 0; slot < 3; slot += 1) world.create({ ms: 20_000, way: "deaf" }, "rerun");
  await world.quiet(1_000);
  one.agents[0]?.agent.shutdown("the test wants it");
  for (let more = 0; more < 4; more += 1) world.create({ ms: 100, way: "heeds" }, "rerun");
  await world.quiet(2_000);
  expect(said.filter((line) => line.includes('"refused"')).length).toBeLessThan(4);
  await world.rest();
  expect(await verdictOn(world)).toEqual([]);
});

test("what an agent spooled is kept, also when its replica was given up and its runner began anew", async () => {
  const { world, two } = stage();
  world.setOffline(two, true);
  await world.quiet(35_000);
  world.killRunner(two, 0);
  await world.rest();
  expect(await verdictOn(world)).toEqual([]);
});

test("what is placed on a replica at the moment of its burial is run elsewhere", async () => {
  const { world, one, two } = stage();
  await world.quiet(8_000);
  await pass(world, 26_000);
  two.runner?.line.step(0, "answer");
  await settle();
  two.wires.at(-1)?.cut();
  two.wires.at(-1)?.agentEnd.terminate();
  world.create({ ms: 0, way: "heeds" }, "rerun");
  await world.quiet(10);
  world.killRunner(one, 0);
  await world.rest();
  expect(await verdictOn(world)).toEqual([]);
});

test.each(["process", "shared"] as const)(
  "what is being stopped patiently ends with its lease all the same (%s)",
  async (isolation) => {
    const { world, one, two } = stage(isolation);
    await world.quiet(1_000);
    for (let slot = 0; slot < 4; slot += 1) world.create({ ms: 600_000, way: "deaf" }, "rerun", "patient");
    // Their deadlines pass: each has 40 seconds to end by itself.
    await world.quiet(12_000);
    world.setOffline(two, true);
    // The other host has room for what this one may not run any more.
    for (const { held } of world.rows.executions.values()) {
      if (held.runnerId !== one.id) continue;
      world.terminate(held.id);
      world.order(held.id, "escalate", 0);
      await world.quiet(10);
      world.order(held.id, "escalate", 0);
    }
    await world.quiet(60_000);
    expect(two.agents[0]?.isAlive).toBe(false);
    await world.rest();
    expect(await verdictOn(world)).toEqual([]);
  },
);

test("what an agent that stands still runs is ended before it is run elsewhere", async () => {
  const { world, two } = stage();
  await world.quiet(1_000);
  for (let slot = 0; slot < 4; slot += 1) world.create({ ms: 600_000, way: "deaf" }, "rerun", "patient");
  await world.quiet(2_000);
  world.freeze(two, 40_000);
  await world.quiet(50_000);
  await world.rest();
  expect(await verdictOn(world)).toEqual([]);
});

test("an agent that is cut off and then stands still, before or while it stops its work, has ended it in time", async () => {
  for (const cutFor of [10_000, 20_000, 23_800, 27_000]) {
    const { world, one, two } = stage();
    world.killRunner(one, 0);
    world.create({ ms: 600_000, way: "deaf" }, "rerun", "patient");
    await world.quiet(1_000);
    world.setOffline(two, true);
    await world.quiet(cutFor);
    world.freeze(two, 40_000);
    // Each moment of it is judged: none runs twice at a time.
    await world.quiet(26_000);
    await world.rest();
    expect(await verdictOn(world)).toEqual([]);
  }
});

test("a drained replica finishes what runs, and what comes is run on another", async () => {
  const { world, one, two } = stage();
  await world.quiet(1_000);
  for (let slot = 0; slot < 4; slot += 1) world.create({ ms: 6_000, way: "heeds" }, "failed");
  await world.quiet(1_000);
  for (const host of [one, two]) world.drain(host);
  for (let more = 0; more < 4; more += 1) world.create({ ms: 100, way: "heeds" }, "failed");
  await world.quiet(3_000);
  expect(world.statuses()).toEqual([...Array(4).fill("in-progress"), ...Array(4).fill("success")]);
  await world.rest();
  expect(world.statuses().every((status) => status === "success")).toBe(true);
  expect(await verdictOn(world)).toEqual([]);
});
