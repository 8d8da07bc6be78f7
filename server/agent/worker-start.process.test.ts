import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { Program } from "../domain/service-config.ts";
import { isGone } from "../process/process-entry.ts";
import { readProcessTable, variableOf } from "../process/process-table.ts";
import type { Assignment } from "../protocol/runner-agent.ts";
import {
  buildAssignment,
  commandProgram,
  FIXTURES,
  hurriedClock,
  nodeProgram,
  pythonProgram,
  type Stage,
  stageAgent,
} from "./testing-agent.ts";

const WAITS = '#!/bin/sh\necho waiting\nwhile [ ! -e "$1" ]; do sleep 0.01; done\n';

/** A service in a folder of its own, and what breaks it. */
function breakable(program: Program, file: string, content?: string): { program: Program; ruin(): void } {
  const directory = mkdtempSync(join(tmpdir(), "curfew-service-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const path = join(directory, file);
  if (content === undefined) copyFileSync(join(FIXTURES, file), path);
  else writeFileSync(path, content, { mode: 0o755 });
  const ruin = () =>
    content === undefined ? writeFileSync(path, 'raise_or_throw("on purpose")\n') : rmSync(path);
  return { program: { ...program, directory }, ruin };
}

function give(stage: Stage): Assignment {
  const input = { file: join(stage.folder, "go") };
  return stage.assign(buildAssignment({ functionName: "wait_for", input }));
}

/** Begins one that runs until the test lets it go. */
async function begin(stage: Stage): Promise<Assignment> {
  const assignment = give(stage);
  const { runner } = stage;
  await runner.until(() => runner.linesOf(assignment.executionId).length > 0);
  return assignment;
}

async function expectRefused({ runner }: Stage, { executionId }: Assignment): Promise<void> {
  expect(await runner.next("ended", executionId)).toMatchObject({ outcome: { type: "refused" } });
  expect(runner.eventsOf("started", executionId)).toEqual([]);
}

test("a command that is not there fails its replica before anything is given to it", async () => {
  const { runner, agent } = await stageAgent(commandProgram(["no-such-program-anywhere"]));
  await agent.ended;
  const { message } = await runner.next("replica_failed");
  expect(message).toBe(`There is no program "no-such-program-anywhere" that can be run in ${FIXTURES}`);
  expect(runner.eventsOf("ready")).toEqual([]);
});

test.each([
  ["a command", () => breakable(commandProgram(["./run.sh", "{input.file}"]), "run.sh", WAITS)],
  ["a Node service", () => breakable(nodeProgram("shared.ts"), "shared.ts")],
])(
  "when %s can start no more workers, what has not begun goes back and what runs goes on",
  async (_, make) => {
    const { program, ruin } = make();
    const stage = await stageAgent(program, { slots: 1 });
    const { runner, agent } = stage;
    const running = await begin(stage);
    ruin();
    const early = give(stage);
    await expectRefused(stage, early);
    await runner.next("replica_failed");
    await expectRefused(stage, give(stage));
    expect(runner.eventsOf("ended", running.executionId)).toEqual([]);
    stage.allow("go");
    expect(await runner.next("ended", running.executionId)).toMatchObject({ outcome: { type: "returned" } });
    await agent.ended;
    expect(runner.eventsOf("stop_started")).toEqual([]);
    expect(runner.eventsOf("replica_failed")).toHaveLength(1);
  },
);

test("when a Python service can't be loaded again, what waits for a worker goes back", async () => {
  const { program, ruin } = breakable(pythonProgram("shared.py"), "shared.py");
  const stage = await stageAgent(program, { slots: 4 });
  const processes = () =>
    readProcessTable().filter(
      (entry) => !isGone(entry) && variableOf(entry.pid, "CURFEW_REPLICA") === stage.spec.replicaId,
    );
  await expect.poll(() => processes().length).toBe(3);
  const host = processes().find(({ name }) => !name.startsWith("cf-"))?.pid ?? 0;
  // It forks no more: there are two workers for four executions.
  process.kill(host, "SIGSTOP");
  const running = [await begin(stage), await begin(stage)];
  const waiting = [give(stage), give(stage)];
  ruin();
  process.kill(host, "SIGKILL");
  for (const one of waiting) await expectRefused(stage, one);
  for (const { executionId } of running) {
    expect(await stage.runner.next("ended", executionId)).toMatchObject({ outcome: { type: "crashed" } });
  }
  expect((await stage.runner.next("replica_failed")).message).toContain("raise_or_throw");
  await stage.agent.ended;
});

test("one that was refused is refused again when it is claimed anew too early, and a second copy is not answered", async () => {
  const { program, ruin } = breakable(commandProgram(["./run.sh", "{input.file}"]), "run.sh", WAITS);
  const stage = await stageAgent(program, {}, hurriedClock(20));
  const { runner } = stage;
  const running = await begin(stage);
  ruin();
  runner.acknowledges = false;
  const first = give(stage);
  await expectRefused(stage, first);
  const refusals = () => runner.eventsOf("ended", first.executionId).length;
  stage.assign(first);
  stage.assign({ ...first, deadlineAt: "2100-01-01T00:00:01.000Z" });
  await runner.until(() => refusals() === 2);
  stage.allow("go");
  runner.acknowledges = true;
  await runner.next("ended", running.executionId);
  await stage.agent.ended;
  expect(refusals()).toBe(2);
});
