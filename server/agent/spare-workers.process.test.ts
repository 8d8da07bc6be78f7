import { expect, test } from "vitest";
import { isGone } from "../process/process-entry.ts";
import { identify, readProcessTable, variableOf } from "../process/process-table.ts";
import { signalGroup } from "../process/signal-process.ts";
import { buildAssignment, pythonProgram, stageAgent } from "./testing-agent.ts";

/** Pids of the forked Python workers of a replica, whether they have an attempt or wait for one. */
function workersOf(replicaId: string): number[] {
  return readProcessTable()
    .filter((entry) => !isGone(entry) && entry.name.startsWith("cf-"))
    .filter(({ pid }) => variableOf(pid, "CURFEW_REPLICA") === replicaId)
    .map(({ pid }) => pid);
}

async function stagePython(slots: number) {
  const stage = await stageAgent(pythonProgram("steps.py"), { slots });
  const workers = () => workersOf(stage.spec.replicaId);
  return { ...stage, workers };
}

test("an attempt begins in a Python worker that was forked before, and another one takes its place", async () => {
  const { runner, assign, workers } = await stagePython(3);
  await expect.poll(() => workers().length).toBe(2);
  const spares = workers();
  const { executionId } = assign(buildAssignment());
  const { pid } = await runner.next("started", executionId);
  expect(spares).toContain(pid);
  await expect.poll(() => workers().length).toBe(3);
});

test("no Python worker waits where no slot is free, and more attempts than waiting workers run", async () => {
  const { runner, assign, terminate, workers } = await stagePython(3);
  const assigned = [1, 2, 3].map(() => assign(buildAssignment()));
  for (const { executionId } of assigned) await runner.next("started", executionId);
  expect(workers()).toHaveLength(3);
  for (const assignment of assigned) terminate(assignment);
  for (const { executionId } of assigned) {
    expect(await runner.next("ended", executionId)).toMatchObject({
      outcome: { type: "stopped" },
      strays: 0,
    });
  }
  await expect.poll(() => workers().length).toBe(2);
});

test("Python workers that are killed while they wait are replaced with the next attempt", async () => {
  const { runner, assign, workers } = await stagePython(2);
  await expect.poll(() => workers().length).toBe(2);
  for (const pid of workers()) {
    const identity = identify(pid);
    if (identity) signalGroup(identity, "SIGKILL");
  }
  // The first may still have been given to one that died just then.
  await runner.next("ended", assign(buildAssignment({ input: { steps: 3 } })).executionId);
  const { executionId } = assign(buildAssignment({ input: { steps: 3 } }));
  expect(await runner.next("ended", executionId)).toMatchObject({ outcome: { type: "returned" } });
  await expect.poll(() => workers().length).toBe(2);
});

test("an agent that ends leaves no waiting worker behind", async () => {
  const { agent, workers } = await stagePython(2);
  await expect.poll(() => workers().length).toBe(2);
  agent.shutdown("The test is over");
  await agent.ended;
  expect(workers()).toEqual([]);
});
