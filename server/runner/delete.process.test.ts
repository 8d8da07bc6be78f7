import { afterEach, beforeEach, expect, test } from "vitest";
import { deleteService } from "#server/services/delete.ts";
import { RunnerWorld } from "./testing-runner-process.ts";

let world: RunnerWorld;
beforeEach(async () => {
  world = await RunnerWorld.open();
  world.startRunner();
});
afterEach(() => world.close());

test("a service that is deleted by force ends what runs and what waits, and then its replicas, for good", async () => {
  const name = await world.deploy("while true; do sleep 0.05; done");
  const running = await world.run(name);
  await world.untilWorks(running);
  const waiting = await world.run(name);
  const { id } = await deleteService(world.ctx, { name, force: true });
  for (const execution of [running, waiting]) {
    expect(await world.untilStatus(execution, "terminated")).toMatchObject({
      reason: "terminated",
      attempt: 1,
    });
  }
  const replicas = async () =>
    await world.ctx.database.sql<{ state: string; cause: string }[]>`
      select state, drain_cause as cause from replicas where service_id = ${id}`;
  await expect.poll(replicas, { timeout: 60_000 }).toEqual([{ state: "stopped", cause: "deleted" }]);
});
