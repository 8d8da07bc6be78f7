import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ManualClock } from "../manual-clock.ts";
import { eventFiles, OutOfMemoryWatch } from "./out-of-memory.ts";

let folder: string;
let clock: ManualClock;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "curfew-memory-"));
  clock = new ManualClock();
});
afterEach(() => rmSync(folder, { recursive: true }));

const KILLED = { code: null, signal: "SIGKILL" };

function kernelKilled(times: number): string {
  const file = join(folder, "memory.events");
  writeFileSync(file, `low 0\nhigh 0\nmax 12\noom 1\noom_kill ${times}\noom_group_kill 0\n`);
  return file;
}

test("a worker that was killed when the kernel counted a kill ran out of memory, one for each that it counted", () => {
  const watch = new OutOfMemoryWatch(clock, kernelKilled(7));
  kernelKilled(9);
  const exits = [{ ...KILLED }, { ...KILLED }, { ...KILLED }];
  expect(exits.map((exit) => watch.hasKilled(exit))).toEqual([true, true, false]);
  expect(exits.map((exit) => watch.hasKilled(exit))).toEqual([true, true, false]);
});

test("what ended in another way, or long after the kernel's kill, was not killed by it", () => {
  const watch = new OutOfMemoryWatch(clock, kernelKilled(0));
  kernelKilled(1);
  watch.look();
  expect(watch.hasKilled({ code: 1, signal: null })).toBe(false);
  clock.advance(6_000);
  watch.look();
  expect(watch.hasKilled({ ...KILLED })).toBe(false);
});

test("where the kernel tells nothing, nothing is guessed", () => {
  expect(new OutOfMemoryWatch(clock, null).hasKilled({ ...KILLED })).toBe(false);
});

test("kills are looked for in the nearest group that may count them", () => {
  expect(eventFiles("0::/user.slice/curfew-1\n")).toEqual([
    "/sys/fs/cgroup/user.slice/curfew-1/memory.events",
    "/sys/fs/cgroup/user.slice/memory.events",
    "/sys/fs/cgroup/memory.events",
  ]);
  expect(eventFiles("4:memory:/pod/one\n0::/\n")).toEqual([
    "/sys/fs/cgroup/memory/pod/one/memory.oom_control",
    "/sys/fs/cgroup/memory/memory.oom_control",
    "/sys/fs/cgroup/memory.events",
  ]);
});
