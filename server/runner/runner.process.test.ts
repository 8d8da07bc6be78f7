import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { buildExecution } from "#db/testing-builders.ts";
import { serviceToRun } from "#server/executions/create.ts";
import { readLogs } from "#server/executions/read-logs.ts";
import { terminateExecution } from "#server/executions/terminate.ts";
import { isAlive, RunnerWorld } from "./testing-runner-process.ts";

let world: RunnerWorld;
beforeEach(async () => {
  world = await RunnerWorld.open();
  world.startRunner();
});
afterEach(() => world.close());

const FOREVER = "while true; do sleep 0.05; done";

describe("a command", () => {
  test("its lines and its exit are kept", async () => {
    const id = await world.run(await world.deploy("echo one; echo two >&2; exit 0"));
    const ended = await world.untilStatus(id, "success");
    expect(ended.attempts).toMatchObject([{ outcome: "success", exitCode: 0 }]);
    const { lines } = await readLogs(world.ctx, { id, limit: 10 });
    const said = lines
      .filter(({ stream }) => stream !== "curfew")
      .map(({ stream, text }) => `${stream} ${text}`);
    expect(said.sort()).toEqual(["stderr two", "stdout one"]);
    expect(await world.eventsOf(id)).toEqual(
      expect.arrayContaining(["created", "claimed", "started", "ended"]),
    );
  });

  test("one that fails has failed, with its exit code", async () => {
    const id = await world.run(await world.deploy("exit 7"));
    expect(await world.untilStatus(id, "failed")).toMatchObject({
      reason: "error",
      attempts: [{ exitCode: 7 }],
    });
  });

  test("terminated, it is gone before it is called so, and each rung is there", async () => {
    const id = await world.run(await world.deploy(FOREVER));
    const pid = await world.untilWorks(id);
    expect(await terminateExecution(world.ctx, { id, note: "enough" })).toMatchObject({ stopping: true });
    const ended = await world.untilStatus(id, "terminated");
    expect(isAlive(pid)).toBe(false);
    expect(ended).toMatchObject({ reason: "terminated", stop: { rung: "verified", note: "enough" } });
    expect(await world.eventsOf(id)).toEqual(
      expect.arrayContaining(["stop_requested", "delivered", "signalled", "exited", "verified", "ended"]),
    );
  });

  test("one that ignores SIGTERM is killed after its waits", async () => {
    const id = await world.run(await world.deploy(`trap '' TERM; ${FOREVER}`));
    const pid = await world.untilWorks(id);
    await terminateExecution(world.ctx, { id });
    expect(await world.untilStatus(id, "terminated")).toMatchObject({ stop: { signal: "SIGKILL" } });
    expect(isAlive(pid)).toBe(false);
  });
});

describe("a timeout", () => {
  test("it fails when on-reset says so", async () => {
    const id = await world.run(await world.deploy(FOREVER, { executionTimeout: 1 }));
    expect(await world.untilStatus(id, "failed")).toMatchObject({
      reason: "timeout",
      attempt: 1,
      message: "Execution stopped due to runner timeout",
    });
  });

  test("it is tried again until its attempts are used up", async () => {
    const policy = { executionTimeout: 1, onReset: "rerun", maxAttempts: 2 } as const;
    const id = await world.run(await world.deploy(FOREVER, policy));
    const ended = await world.untilStatus(id, "failed");
    expect(ended).toMatchObject({
      reason: "max-attempts",
      attempt: 2,
      message: "Execution has reached max attempts",
    });
    expect(ended.attempts.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ["rerun", "timeout"],
      ["failed", "max-attempts"],
    ]);
  });
});

describe("when something is killed", () => {
  test("an agent: nothing of its work survives, and the execution runs again on a new replica", async () => {
    const id = await world.run(await world.deploy(FOREVER, { onReset: "rerun" }));
    const pid = await world.untilWorks(id);
    process.kill(await world.agentOf(id), "SIGKILL");
    const again = await world.untilWorks(id, 2);
    expect(again).not.toBe(pid);
    expect(isAlive(pid)).toBe(false);
    expect(await world.eventsOf(id)).toContain("rerun");
  });

  test("the runner: what runs goes on in the same process, and its result arrives at the next one", async () => {
    const id = await world.run(
      await world.deploy("while [ ! -e $CURFEW_HOME/go ]; do sleep 0.05; done; echo done"),
    );
    const pid = await world.untilWorks(id);
    await world.endRunner("SIGKILL");
    expect(isAlive(pid)).toBe(true);
    await world.allow("go");
    world.startRunner();
    expect(await world.untilStatus(id, "success")).toMatchObject({
      attempt: 1,
      attempts: [{ workerPid: pid }],
    });
  });

  test("a stop that was asked for while there was no runner is carried out by the next one", async () => {
    const id = await world.run(await world.deploy(FOREVER));
    await world.untilWorks(id);
    await world.endRunner("SIGKILL");
    await terminateExecution(world.ctx, { id });
    world.startRunner();
    expect(await world.untilStatus(id, "terminated")).toMatchObject({ attempt: 1 });
  });
});

describe("when a notification is lost", () => {
  test("an execution is found by the poll, and so is a stop", async () => {
    const service = await world.deploy(FOREVER);
    const { id: serviceId } = await serviceToRun(world.ctx, service);
    // Written past the verbs, nobody is told.
    const { id } = await buildExecution(world.ctx.database, { serviceId });
    await world.untilWorks(id);
    await world.ctx.database.sql`
      update executions set stop_reason = 'terminated', stop_rung = 'requested', stop_final = true where id = ${id}`;
    await world.untilStatus(id, "terminated");
  });
});

test("stopping Curfew stops what runs in order and leaves no process behind", async () => {
  const id = await world.run(await world.deploy(FOREVER, { onReset: "rerun" }));
  await world.untilWorks(id);
  expect(await world.endRunner("SIGTERM")).toBe(0);
  expect(await world.untilStatus(id, "created")).toMatchObject({ attempt: 2 });
  await expect.poll(() => world.living(), { timeout: 5_000 }).toEqual([]);
  const [row] = await world.ctx.database.sql`
    select (select state from runners) as runner, (select array_agg(distinct state) from replicas) as replicas`;
  expect(row).toEqual({ runner: "stopped", replicas: ["stopped"] });
});
