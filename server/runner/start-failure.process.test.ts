import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { getService } from "#server/services/get.ts";
import { tryServiceAgain } from "#server/services/try-again.ts";
import { updateService } from "#server/services/update.ts";
import { RunnerWorld } from "./testing-runner-process.ts";

let world: RunnerWorld;
beforeEach(async () => {
  world = await RunnerWorld.open();
});
afterEach(() => world.close());

/** A service whose program is not there yet; `put` makes it. */
async function deployMissing(): Promise<{ name: string; put(): Promise<void> }> {
  const name = await world.deploy("exit 0");
  const directory = world.pathOf("late");
  await updateService(world.ctx, { name, program: { directory, argv: ["./run.sh"] } });
  return {
    name,
    async put() {
      await mkdir(directory);
      await writeFile(join(directory, "run.sh"), "#!/bin/sh\nexit 0\n");
      await chmod(join(directory, "run.sh"), 0o755);
    },
  };
}

async function failuresOf(name: string) {
  return (await getService(world.ctx, { name })).startFailures;
}

async function startsOf(name: string): Promise<number> {
  const [row] = await world.ctx.database.sql<{ count: number }[]>`
    select count(*)::int from replicas p join services s on s.id = p.service_id where s.name = ${name}`;
  return row?.count ?? 0;
}

/** As if the pause had become as long as pauses get: no test waits for a back-off. */
async function pauseLong(): Promise<void> {
  await world.ctx.database.sql`update start_failures set retry_at = now() + interval '59 s'`;
}

test("a service that can't start says why and waits ever longer; its executions wait, and lose no attempt", async () => {
  const { name, put } = await deployMissing();
  const id = await world.run(name);
  world.startRunner();
  const count = async () => (await failuresOf(name))?.count ?? 0;
  await expect.poll(count, { timeout: 20_000 }).toBeGreaterThan(1);
  await pauseLong();
  await expect.poll(async () => (await startsOf(name)) - (await count())).toBe(0);
  const failures = await failuresOf(name);
  expect(failures).toMatchObject({ readyAt: null, error: expect.stringContaining("does not exist") });
  expect(failures?.since.getTime()).toBeLessThan(failures?.failedAt.getTime() ?? 0);
  expect(await world.until(id, () => true)).toMatchObject({ status: "created", attempt: 1, attempts: [] });
  await put();
  expect(await tryServiceAgain(world.ctx, { name })).toMatchObject({ failing: true });
  const ended = await world.untilStatus(id, "success");
  expect(ended).toMatchObject({ attempt: 1, attempts: [{ attempt: 1, outcome: "success" }] });
  expect(await failuresOf(name)).toBeNull();
  expect(await tryServiceAgain(world.ctx, { name })).toMatchObject({ failing: false });
});

test("a pause outlasts a restart of the runner, and a new revision ends it", async () => {
  const { name } = await deployMissing();
  world.startRunner();
  await expect.poll(() => failuresOf(name), { timeout: 20_000 }).not.toBeNull();
  await world.endRunner("SIGKILL");
  await pauseLong();
  const before = await startsOf(name);
  world.startRunner();
  // It runs, and keeps the replicas of what can start.
  await world.untilStatus(await world.run(await world.deploy("exit 0")), "success");
  expect(await startsOf(name)).toBe(before);
  await updateService(world.ctx, { name, program: { directory: "/tmp", argv: ["/bin/true"] } });
  expect(await world.untilStatus(await world.run(name), "success")).toMatchObject({
    revision: 3,
    attempt: 1,
  });
  expect(await failuresOf(name)).toBeNull();
});

test("a replica that can start no more workers is replaced, and what it was given runs there as the same attempt", async () => {
  const { name, put } = await deployMissing();
  await put();
  world.startRunner();
  await world.untilStatus(await world.run(name), "success");
  await chmod(world.pathOf("late/run.sh"), 0o644);
  const id = await world.run(name);
  await expect.poll(async () => (await failuresOf(name))?.error, { timeout: 20_000 }).toContain("./run.sh");
  expect(await world.until(id, ({ status }) => status === "created")).toMatchObject({ attempt: 1 });
  await chmod(world.pathOf("late/run.sh"), 0o755);
  await tryServiceAgain(world.ctx, { name });
  const ended = await world.untilStatus(id, "success");
  expect(ended).toMatchObject({ attempt: 1, attempts: [{ attempt: 1, outcome: "success" }] });
});
