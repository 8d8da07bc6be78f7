import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { silentLog } from "../log.ts";
import { ManualClock } from "../manual-clock.ts";
import type { AgentEvent } from "../protocol/runner-agent.ts";
import { Spool } from "./spool.ts";
import { SpoolFile } from "./spool-file.ts";

const EXECUTION = "0190f000-0000-7000-8000-000000000000";
const event = (percent: number): AgentEvent => ({
  type: "progress",
  executionId: EXECUTION,
  attempt: 1,
  percent,
  message: null,
  metrics: null,
});

function setup({ limit = 64 * 1_048_576 } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "curfew-spool-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "spool.jsonl");
  const clock = new ManualClock();
  const errors: string[] = [];
  const log = { ...silentLog, error: (_: object, message: string) => errors.push(message) };
  const pressure: boolean[] = [];
  const open = () => {
    const spool = new Spool(new SpoolFile(path), limit, clock, log, {
      onAppended() {},
      onPressure: (high) => pressure.push(high),
    });
    spool.open();
    return spool;
  };
  return { folder, path, clock, errors, pressure, open };
}

const seqs = (spool: Spool, after = 0) => spool.after(after, 1_000, 1_000_000).map(({ seq }) => seq);

test("events are numbered from 1 and kept until they are acknowledged", () => {
  const { open } = setup();
  const spool = open();
  expect([1, 2, 3].map((n) => spool.append(event(n)))).toEqual([1, 2, 3]);
  spool.acknowledge(2);
  expect(seqs(spool)).toEqual([3]);
  expect(spool.isEmpty).toBe(false);
  spool.acknowledge(3);
  expect(spool.isEmpty).toBe(true);
});

test("what was not acknowledged is there after a restart, and numbers go on", async () => {
  const { open } = setup();
  const spool = open();
  for (const n of [1, 2, 3]) spool.append(event(n));
  spool.acknowledge(1);
  spool.close();
  const again = open();
  expect(again.lastSeq).toBe(3);
  again.acknowledge(1);
  expect(seqs(again)).toEqual([2, 3]);
  expect(JSON.parse(again.after(1, 1, 1_000)[0]?.json ?? "")).toMatchObject({ seq: 2, event: event(2) });
  expect(again.append(event(4))).toBe(4);
});

test("numbers go on after a restart also when all was acknowledged", () => {
  const { open } = setup();
  const spool = open();
  for (const n of [1, 2, 3]) spool.append(event(n));
  spool.close();
  const second = open();
  second.acknowledge(3);
  second.close();
  const third = open();
  third.acknowledge(3);
  expect(third.isEmpty).toBe(true);
  expect(third.append(event(4))).toBe(4);
});

test("a line cut by the death of the agent is left out", () => {
  const { open, path } = setup();
  const spool = open();
  for (const n of [1, 2]) spool.append(event(n));
  spool.close();
  appendFileSync(path, '{"seq":3,"at":"2026-');
  const again = open();
  expect(seqs(again)).toEqual([1, 2]);
  expect(again.append(event(3))).toBe(3);
});

test("a runner that knows more than a lost spool makes numbers go on behind its own", () => {
  const { open } = setup();
  const spool = open();
  spool.append(event(1));
  spool.acknowledge(500);
  expect(spool.append(event(2))).toBe(501);
});

test("all that is appended in one turn is one write", async () => {
  const { open, path } = setup();
  const spool = open();
  for (let n = 0; n < 100; n++) spool.append(event(n));
  expect(readFileSync(path, "utf8").split("\n")).toHaveLength(2);
  await Promise.resolve();
  expect(readFileSync(path, "utf8").split("\n")).toHaveLength(102);
});

test("the file is begun anew once a megabyte is acknowledged", async () => {
  const { open, path } = setup();
  const spool = open();
  for (let n = 0; n < 10_000; n++) spool.append(event(n));
  await Promise.resolve();
  expect(statSync(path).size).toBeGreaterThan(1_048_576);
  spool.acknowledge(10_000);
  expect(statSync(path).size).toBeLessThan(100);
});

test("a batch ends at its limits, and holds one event at least", () => {
  const { open } = setup();
  const spool = open();
  for (let n = 0; n < 10; n++) spool.append(event(n));
  expect(spool.after(3, 4, 1_000_000).map(({ seq }) => seq)).toEqual([4, 5, 6, 7]);
  expect(spool.after(3, 4, 1).map(({ seq }) => seq)).toEqual([4]);
  expect(spool.after(10, 4, 1_000)).toEqual([]);
});

test("workers are held back while 8 MB are not acknowledged, and go on below 4 MB", async () => {
  const { open, pressure } = setup();
  const spool = open();
  const log: AgentEvent = {
    type: "log",
    executionId: EXECUTION,
    attempt: 1,
    firstLine: 0,
    lines: [[0, "o", "x".repeat(65_000)]],
  };
  for (let n = 0; n < 150; n++) spool.append(log);
  await Promise.resolve();
  expect(pressure).toEqual([true]);
  spool.acknowledge(50);
  expect(pressure).toEqual([true]);
  spool.acknowledge(100);
  expect(pressure).toEqual([true, false]);
});

test("a disk that fails is told once, loses no event, and is written again when it can be", async () => {
  const { open, path, folder, errors, clock } = setup();
  rmSync(folder, { recursive: true });
  writeFileSync(folder, "in the way of the folder");
  const spool = open();
  const since = clock.now().toISOString();
  for (const n of [1, 2]) spool.append(event(n));
  await Promise.resolve();
  clock.advance(5_000);
  const characters = spool.after(0, 9, 9_999).reduce((sum, { json }) => sum + json.length, 0);
  expect(spool.lookAtDisk()).toEqual({ code: "EEXIST", since, heldBytes: characters });
  expect(errors).toHaveLength(1);
  expect(seqs(spool)).toEqual([1, 2]);
  rmSync(folder);
  mkdirSync(folder);
  expect(spool.lookAtDisk()).toBeNull();
  spool.append(event(3));
  await Promise.resolve();
  expect(readFileSync(path, "utf8").trim().split("\n").slice(1)).toHaveLength(3);
});

test("beyond its limit a spool drops output and nothing else, and takes output again once there is room", () => {
  const { open, errors } = setup({ limit: 1_000 });
  const spool = open();
  const ref = { executionId: EXECUTION, attempt: 1 };
  const line = (stream: "o" | "s"): AgentEvent => ({
    type: "log",
    ...ref,
    firstLine: 0,
    lines: [[0, stream, "x".repeat(1_000)]],
  });
  expect([spool.append(line("o")), spool.append(line("o"))]).toEqual([1, 0]);
  expect([spool.append(line("s")), spool.append(event(1))]).toEqual([2, 3]);
  expect(errors).toEqual(["the spool is full; log lines are dropped"]);
  spool.acknowledge(3);
  expect(spool.append(line("o"))).toBe(4);
});
