import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, type TestContext, test } from "vitest";
import {
  buildAssignment,
  fixture,
  hurriedClock,
  pythonProgram,
  type Stage,
  stageAgent,
} from "./testing-agent.ts";

const DISK = "size=256k";

/** A file system of 256 KiB; skips the test, and says why, where this user may mount none. */
function mountDisk({ skip }: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "curfew-disk-"));
  onTestFinished(() => rmdirSync(folder));
  const { status, stderr, error } = spawnSync("mount", ["-t", "tmpfs", "-o", DISK, "curfew-test", folder]);
  if (status !== 0) skip(`a real disk is needed and can't be mounted: ${error?.message ?? stderr}`);
  onTestFinished(() => void spawnSync("umount", ["-l", folder]));
  return folder;
}

function remount(folder: string, mode: "ro" | "rw"): void {
  const { status, stderr } = spawnSync("mount", ["-o", `remount,${mode},${DISK}`, folder]);
  expect(String(stderr)).toBe("");
  expect(status).toBe(0);
}

/** Takes all the room that is left; returns the file to remove. */
function fill(folder: string): string {
  const file = join(folder, "ballast");
  expect(() => writeFileSync(file, Buffer.alloc(1_048_576))).toThrow("ENOSPC");
  return file;
}

const lastBeat = ({ runner }: Stage) => runner.heartbeats.at(-1);
const faultSaid = (stage: Stage, code: string) =>
  stage.runner.until(() => lastBeat(stage)?.disk?.code === code);
/** The agent says nothing of its disk any more, and has written to it. */
async function writesAgain(stage: Stage, disk: string): Promise<void> {
  await stage.runner.until(() => lastBeat(stage)?.disk === undefined);
  expect(existsSync(join(disk, "spool.jsonl"))).toBe(true);
  expect(existsSync(join(disk, "spool.jsonl.new"))).toBe(false);
}

test("an execution whose output fills the disk ends with its outcome, and all of its lines arrive", async (t) => {
  const disk = mountDisk(t);
  const stage = await stageAgent(fixture("prints-lines.mjs", "30000"), {}, hurriedClock(3), disk);
  const { runner, assign } = stage;
  runner.acknowledges = false;
  const { executionId } = assign(buildAssignment());
  await faultSaid(stage, "ENOSPC");
  expect(lastBeat(stage)?.disk?.heldBytes).toBeGreaterThan(256 * 1_024);
  expect(await runner.next("ended", executionId)).toMatchObject({ outcome: { type: "returned" } });
  const texts = runner.linesOf(executionId).map(({ text }) => text);
  expect(texts.filter((text) => text.startsWith("line "))).toEqual(
    Array.from({ length: 30_000 }, (_, line) => `line ${line}`),
  );
  // Nothing on the disk is needed any more: the agent makes its own room.
  runner.send({ type: "ack", seq: runner.received.at(-1)?.seq ?? 0 });
  await writesAgain(stage, disk);
});

test.for([
  ["full", "ENOSPC"],
  ["read-only", "EROFS"],
] as const)(
  "on a %s disk executions end and stops work; it is written again when it can be",
  async ([kind, code], t) => {
    const disk = mountDisk(t);
    const ballast = kind === "full" ? fill(disk) : null;
    if (!ballast) remount(disk, "ro");
    const stage = await stageAgent(pythonProgram("steps.py"), {}, hurriedClock(3), disk);
    const { runner, assign, terminate } = stage;
    const short = assign(buildAssignment({ input: { steps: 20 } }));
    expect(await runner.next("ended", short.executionId)).toMatchObject({ outcome: { type: "returned" } });
    const late = assign(buildAssignment({ deadlineInMs: 1_000, policy: { gracePeriod: 600 } }));
    expect(await runner.next("ended", late.executionId)).toMatchObject({ outcome: { type: "stopped" } });
    const asked = assign(buildAssignment({ policy: { gracePeriod: 600 } }));
    await runner.next("log", asked.executionId);
    await faultSaid(stage, code);
    terminate(asked);
    expect(await runner.next("ended", asked.executionId)).toMatchObject({ outcome: { type: "stopped" } });
    const since = stage.runner.heartbeats.flatMap((beat) => beat.disk?.since ?? []);
    expect(new Set(since).size).toBe(1);
    if (ballast) rmSync(ballast);
    else remount(disk, "rw");
    await writesAgain(stage, disk);
  },
);

test("a command that a full disk keeps from starting fails and says so", async (t) => {
  const disk = mountDisk(t);
  const ballast = fill(disk);
  const { runner, assign } = await stageAgent(fixture("prints-lines.mjs", "1"), {}, hurriedClock(3), disk);
  const { executionId } = assign(buildAssignment());
  const ended = await runner.next("ended", executionId);
  expect(ended).toMatchObject({ error: { type: "CannotStart", message: expect.stringMatching("ENOSPC") } });
  rmSync(ballast);
  const again = assign(buildAssignment());
  expect(await runner.next("ended", again.executionId)).toMatchObject({ outcome: { type: "returned" } });
});

test("output beyond the spool's limit on a full disk is counted and the log says so", async (t) => {
  const disk = mountDisk(t);
  writeFileSync(join(disk, "ballast"), Buffer.alloc(232 * 1_024));
  const limits = { spoolLimitBytes: 64 * 1_024 };
  const stage = await stageAgent(fixture("floods-stdout.mjs"), limits, hurriedClock(3), disk);
  const { runner, assign, terminate } = stage;
  runner.acknowledges = false;
  const flood = assign(buildAssignment());
  await faultSaid(stage, "ENOSPC");
  terminate(flood);
  expect(await runner.next("ended", flood.executionId)).toMatchObject({ outcome: { type: "stopped" } });
  const lines = runner.linesOf(flood.executionId);
  const lost = lines.flatMap(({ text }) => /^(\d+) lines? (?:was|were) not kept/.exec(text)?.[1] ?? []);
  expect(lost).toHaveLength(1);
  expect(Number(lost[0])).toBeGreaterThan(0);
  expect(lines.map(({ number }) => number)).toEqual(lines.map((_, index) => index));
});
