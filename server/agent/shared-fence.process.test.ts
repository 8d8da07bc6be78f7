import { expect, test } from "vitest";
import { buildAssignment, hurriedClock } from "./testing-agent.ts";
import { endOf, ignores, isAlive, stageShared, waits } from "./testing-shared.ts";

/** Longer than any test takes. */
const NEVER = { ...buildAssignment().policy, gracePeriod: 600, killWait: 600 };

test("what may run elsewhere already is ended at once, and its neighbours are cut by a reset", async () => {
  const stage = await stageShared();
  const { runner } = stage;
  const good = await waits(stage, "never");
  const { executionId } = await waits(stage, "never");
  runner.fenced = [{ executionId, attempt: 1 }];
  await runner.stop();
  await runner.start();
  expect(await endOf(stage, good)).toMatchObject({ outcome: { type: "stopped" } });
  expect(await runner.next("stop_started", good.executionId)).toMatchObject({ reason: "reset" });
  expect(await runner.next("stop_started", executionId)).toMatchObject({ reason: "lost" });
});

test("a stop with a long grace period, begun before the runner fell silent, does not outlive the lease", async () => {
  const stage = await stageShared("Python", hurriedClock(10));
  await waits(stage, "never", { policy: NEVER });
  const stubborn = await ignores(stage, { policy: NEVER });
  stage.terminate(stubborn);
  await stage.runner.next("rung_reached", stubborn.executionId);
  await stage.runner.stop();
  await stage.agent.ended;
  expect(stage.runner.eventsOf("started").filter(({ pid }) => isAlive(pid))).toEqual([]);
});

test("a reset that waits for a neighbour does not outlive the lease either", async () => {
  const stage = await stageShared("Python", hurriedClock(10));
  await waits(stage, "never", { policy: NEVER });
  const stubborn = await ignores(stage, { policy: { ...NEVER, gracePeriod: 0.05 } });
  stage.terminate(stubborn);
  await stage.runner.next("reset_started");
  await stage.runner.stop();
  await stage.agent.ended;
  expect(stage.runner.eventsOf("started").filter(({ pid }) => isAlive(pid))).toEqual([]);
});

test("what may run elsewhere already ends at once, while it stops too", async () => {
  const stage = await stageShared();
  const { runner } = stage;
  const { executionId, attempt } = await ignores(stage, { policy: NEVER });
  runner.send({ type: "stop", executionId, attempt, reason: "terminated", final: true, serial: 0 });
  await runner.next("rung_reached", executionId);
  runner.fenced = [{ executionId, attempt }];
  await runner.stop();
  await runner.start();
  expect(await runner.next("ended")).toMatchObject({ outcome: { type: "stopped" }, exitSignal: "SIGKILL" });
  expect(runner.eventsOf("stop_started")).toEqual([]);
});
