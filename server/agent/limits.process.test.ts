import { join } from "node:path";
import { expect, test } from "vitest";
import { buildAssignment, fixture, pythonProgram, stageAgent } from "./testing-agent.ts";

/** Long enough for no test to see its end. */
const NEVER = { gracePeriod: 600, killWait: 600 };

test("code that holds more memory than it may is stopped for that, its children counted", async () => {
  const stage = await stageAgent(pythonProgram("steps.py"));
  const policy = { ...NEVER, memoryLimit: 150 };
  stage.assign(buildAssignment({ functionName: "hold_memory", input: { megabytes: 100 }, policy }));
  const { note, reason } = await stage.runner.next("stop_started");
  expect(reason).toBe("out-of-memory");
  expect(note).toMatch(/^It held \d+ MiB, and its limit is 150 MiB$/);
  expect(await stage.runner.next("ended")).toMatchObject({
    outcome: { type: "stopped" },
    output: { reason: "out-of-memory" },
  });
});

test("code that holds too much while it stops is killed, and the first reason stays", async () => {
  const stage = await stageAgent(pythonProgram("steps.py"));
  const input = { megabytes: 100, path: join(stage.folder, "go") };
  const assignment = stage.assign(
    buildAssignment({ functionName: "grow_when_told", input, policy: { ...NEVER, memoryLimit: 80 } }),
  );
  await stage.runner.next("log");
  stage.terminate(assignment);
  await stage.runner.next("rung_reached");
  stage.allow("go");
  expect(await stage.runner.next("ended")).toMatchObject({
    outcome: { type: "stopped" },
    exitSignal: "SIGKILL",
  });
  expect(stage.runner.eventsOf("stop_started")).toEqual([]);
  expect(stage.runner.linesOf(assignment.executionId).map(({ text }) => text)).toContainEqual(
    expect.stringMatching(/^It held \d+ MiB, and its limit is 80 MiB: its stop is hastened$/),
  );
});

test("code that gives no sign of work is told to be stalled once, and stopped where its policy says so", async () => {
  const stage = await stageAgent(pythonProgram("steps.py"));
  const policy = { ...NEVER, killWait: 0.05, gracePeriod: 0.05, stallTimeout: 0.3 };
  const warned = stage.assign(buildAssignment({ functionName: "ignore_everything", policy }));
  expect(await stage.runner.next("stalled", warned.executionId)).toMatchObject({ seconds: 0.3 });
  const stopped = stage.assign(
    buildAssignment({ functionName: "ignore_everything", policy: { ...policy, onStall: "stop" } }),
  );
  expect(await stage.runner.next("stop_started", stopped.executionId)).toMatchObject({ reason: "stalled" });
  await stage.runner.next("ended", stopped.executionId);
  expect(stage.runner.eventsOf("stop_started", warned.executionId)).toEqual([]);
  expect(stage.runner.eventsOf("stalled", warned.executionId)).toHaveLength(1);
  stage.terminate(warned);
  await stage.runner.next("ended", warned.executionId);
});

test("a command that prints goes on, whatever its stall timeout", async () => {
  const stage = await stageAgent(fixture("prints-lines.mjs"));
  const policy = { ...NEVER, stallTimeout: 3_600, onStall: "stop" } as const;
  stage.assign(buildAssignment({ policy }));
  expect(await stage.runner.next("ended")).toMatchObject({ outcome: { type: "returned" } });
  expect(stage.runner.eventsOf("stalled")).toEqual([]);
});
