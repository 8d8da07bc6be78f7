import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { getService } from "#server/services/get.ts";
import { rollBackService } from "#server/services/roll-back.ts";
import { updateService } from "#server/services/update.ts";
import { isAlive, RunnerWorld } from "./testing-runner-process.ts";

let world: RunnerWorld;
beforeEach(async () => {
  world = await RunnerWorld.open();
  world.startRunner();
});
afterEach(() => world.close());

const WAITS = "while [ ! -e $CURFEW_HOME/go ]; do sleep 0.05; done";
const NOWHERE = { program: { directory: "/there/is/no/such/folder" } };

async function revisions(name: string): Promise<string[]> {
  const rows = await world.ctx.database.sql<{ revision: number; state: string }[]>`
    select p.revision, p.state from replicas p join services s on s.id = p.service_id
    where s.name = ${name} and p.ended_at is null order by p.revision, p.state`;
  return rows.map(({ revision, state }) => `${state} ${revision}`);
}

test("a changed policy counts for the next attempt on the same replica, and moves what runs only when that is wanted", async () => {
  const name = await world.deploy(WAITS, {}, { concurrency: 2 });
  const first = await world.run(name);
  await world.untilWorks(first);
  const before = await world.until(first, () => true);
  expect(await updateService(world.ctx, { name, policy: { executionTimeout: 600 } })).toMatchObject({
    replicas: "kept",
    live: null,
  });
  const second = await world.run(name);
  await world.untilWorks(second);
  expect(await world.until(second, () => true)).toMatchObject({
    replicaId: before.replicaId,
    revision: 2,
    policy: { executionTimeout: 600 },
  });
  expect((await world.until(first, () => true)).deadlineAt).toEqual(before.deadlineAt);
  expect(await revisions(name)).toEqual(["ready 2"]);
  const applied = await updateService(world.ctx, { name, policy: { executionTimeout: 1 }, apply: "live" });
  expect(applied).toMatchObject({ replicas: "kept", live: { executions: 2 } });
  for (const id of [first, second]) {
    expect(await world.untilStatus(id, "failed")).toMatchObject({ reason: "timeout", attempt: 1 });
  }
  expect(await world.eventsOf(first)).toEqual(expect.arrayContaining(["order_given", "order_answered"]));
  expect(await revisions(name)).toEqual(["ready 3"]);
});

test("a service whose replicas are replaced gets a new one, and what runs on the old one ends in peace", async () => {
  const service = await world.deploy("while [ ! -e $CURFEW_HOME/go ]; do sleep 0.05; done");
  const old = await world.run(service);
  await world.untilWorks(old);
  await updateService(world.ctx, { name: service, policy: { executionTimeout: 600 }, apply: "replace" });
  const fresh = await world.run(service);
  await world.untilWorks(fresh);
  await world.allow("go");
  expect(await world.untilStatus(old, "success")).toMatchObject({
    revision: 1,
    policy: { executionTimeout: 3600 },
  });
  expect(await world.untilStatus(fresh, "success")).toMatchObject({
    revision: 2,
    policy: { executionTimeout: 600 },
  });
});

test("with several replicas they are replaced one after another, and all that ran ends once", async () => {
  const name = await world.deploy(WAITS, {}, { replicas: 2 });
  const old = [await world.run(name), await world.run(name)];
  for (const id of old) await world.untilWorks(id);
  await updateService(world.ctx, { name, policy: { executionTimeout: 600 }, apply: "replace" });
  const fresh = await world.run(name);
  await world.untilWorks(fresh);
  await world.allow("go");
  for (const id of old) {
    expect(await world.untilStatus(id, "success")).toMatchObject({ attempt: 1, revision: 1 });
  }
  expect(await world.untilStatus(fresh, "success")).toMatchObject({ attempt: 1, revision: 2 });
  await expect.poll(() => revisions(name), { timeout: 20_000 }).toEqual(["ready 2", "ready 2"]);
});

test("a revision that does not start leaves the old replicas, which take new executions until it is rolled back", async () => {
  const name = await world.deploy("exit 0", {}, { replicas: 2 });
  await world.untilStatus(await world.run(name), "success");
  await expect.poll(() => revisions(name), { timeout: 20_000 }).toEqual(["ready 1", "ready 1"]);
  await updateService(world.ctx, { name, ...NOWHERE });
  expect(await world.untilStatus(await world.run(name), "success")).toMatchObject({
    attempt: 1,
    revision: 1,
  });
  expect((await revisions(name)).filter((one) => one === "ready 1")).toHaveLength(2);
  const broken = await getService(world.ctx, { name });
  expect(broken).toMatchObject({ revision: 2, standInRevision: 1, replicas: { ready: 2, older: 2 } });
  expect(broken.startFailures?.error).toContain("/there/is/no/such/folder does not exist");
  await rollBackService(world.ctx, { name, revision: 1 });
  await expect.poll(() => revisions(name), { timeout: 20_000 }).toEqual(["ready 3", "ready 3"]);
  expect(await world.untilStatus(await world.run(name), "success")).toMatchObject({ revision: 3 });
  expect(await getService(world.ctx, { name })).toMatchObject({ standInRevision: null, startFailures: null });
});

describe("with force", () => {
  test("what runs on the old replicas is stopped, and runs again on the new ones where on-reset says so", async () => {
    const name = await world.deploy(WAITS, { onReset: "rerun" });
    const id = await world.run(name);
    const pid = await world.untilWorks(id);
    await updateService(world.ctx, { name, policy: { executionTimeout: 600 }, force: true });
    await world.untilWorks(id, 2);
    expect(isAlive(pid)).toBe(false);
    await world.allow("go");
    const ended = await world.untilStatus(id, "success");
    expect(ended).toMatchObject({ attempt: 2, revision: 2 });
    expect(ended.attempts[0]).toMatchObject({ outcome: "rerun", reason: "reset", revision: 1 });
  });

  test("it fails where on-reset says so", async () => {
    const name = await world.deploy(WAITS);
    const id = await world.run(name);
    await world.untilWorks(id);
    await updateService(world.ctx, { name, policy: { executionTimeout: 600 }, force: true });
    expect(await world.untilStatus(id, "failed")).toMatchObject({ attempt: 1, reason: "reset" });
  });
});
