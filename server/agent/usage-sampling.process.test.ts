import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { USAGE_SLOT_MS } from "../domain/samples.ts";
import { ManualClock } from "../manual-clock.ts";
import { identify } from "../process/process-table.ts";
import { createMark } from "../process/survivors.ts";
import { RunMeter } from "./run-meter.ts";
import { buildAssignment, FIXTURES, pythonProgram, stageAgent } from "./testing-agent.ts";

test("a worker's figures are those of all that it started, and nobody else's", async () => {
  const busy = spawn(process.execPath, [join(FIXTURES, "busy-in-a-child.mjs")], {
    detached: true,
    stdio: ["pipe", "pipe", "inherit"],
  });
  onTestFinished(async () => {
    busy.stdin.end();
    await once(busy, "exit");
  });
  await once(busy.stdout, "data");
  const clock = new ManualClock();
  const gpu = "GPU-1";
  const child = { gpu, pid: busy.pid as number, memoryBytes: 5 };
  const others = { gpu, pid: process.pid, memoryBytes: 70 };
  const read = async () => ({ processes: [child, others], percent: new Map([[gpu, 40]]) });
  const meter = new RunMeter(clock, read);
  const mark = createMark("busy", identify(busy.pid as number));
  const idle = createMark("idle", null);
  const first = meter.sample([mark, idle]);
  expect([...first.keys()]).toEqual(["busy"]);
  expect(first.get("busy")?.memoryBytes).toBeGreaterThan(64 * 1_048_576);
  expect(first.get("busy")?.gpu).toBeNull();
  let used = meter.sample([mark]).get("busy");
  while (!used || used.cpuSeconds < 0.2) {
    await new Promise(setImmediate);
    used = meter.sample([mark]).get("busy");
  }
  expect(used.gpu).toEqual({ percent: 40, memoryBytes: 5 });
});

test("an agent tells what its execution uses, and how long it went without a checkpoint", async () => {
  const stage = await stageAgent(pythonProgram("steps.py"));
  const { runner, folder } = stage;
  const input = { path: join(folder, "go") };
  const assignment = stage.assign(buildAssignment({ functionName: "wait_for_file", input }));
  const { executionId } = assignment;
  const usage = await runner.next("usage", executionId);
  expect(usage.memoryBytes).toBeGreaterThan(4 * 1_048_576);
  expect(usage.cpuCores).toBeLessThan(4);
  stage.allow("go");
  await runner.next("checkpoint", executionId);
  stage.terminate(assignment);
  const ended = await runner.next("ended", executionId);
  // The first figure comes with the second look.
  expect(ended.longestCheckpointGapMs).toBeGreaterThan(USAGE_SLOT_MS);
});
