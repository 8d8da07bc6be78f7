import { expect, test } from "vitest";
import type { ProcessEntry } from "./process-entry.ts";
import {
  createMark,
  descendantsOf,
  findSurvivors,
  forkedName,
  indexChildren,
  rememberDescendants,
} from "./survivors.ts";

const NONCE = "0123456789abcdef0123456789abcdef";

function buildEntry(pid: number, overrides: Partial<ProcessEntry> = {}): ProcessEntry {
  return {
    pid,
    parent: 1,
    group: pid,
    session: pid,
    state: "S",
    name: "sleep",
    startTime: 1_000,
    cpuSeconds: 0,
    reapedCpuSeconds: 0,
    ...overrides,
  };
}

const LEADER = { pid: 100, startTime: 500 };
const leader = buildEntry(100, { startTime: 500, name: "python3" });

function survivors(table: ProcessEntry[], marked: number[] = [], mark = createMark(NONCE, LEADER)): number[] {
  const found = findSurvivors([mark], table, (pid) => (marked.includes(pid) ? NONCE : null));
  return (found.get(NONCE) ?? []).map(({ pid }) => pid).sort((a, b) => a - b);
}

test.each<[string, ProcessEntry, number[]]>([
  ["in its group", buildEntry(101, { group: 100, session: 100 }), []],
  ["in a group of its own in its session", buildEntry(101, { session: 100 }), []],
  ["in a session of its own, with its mark", buildEntry(101), [101]],
  ["forked away without another program, with its name", buildEntry(101, { name: forkedName(NONCE) }), []],
  ["stopped", buildEntry(101, { group: 100, state: "T" }), []],
])("who is %s is found", (_, entry, marked) => {
  expect(survivors([entry], marked)).toEqual([101]);
});

test.each<[string, ProcessEntry, number[]]>([
  ["a zombie", buildEntry(101, { group: 100, state: "Z" }), [101]],
  ["a stranger", buildEntry(101), []],
  ["older than the worker, whatever it carries", buildEntry(101, { startTime: 499 }), [101]],
])("%s is not found", (_, entry, marked) => {
  expect(survivors([entry], marked)).toEqual([]);
});

test("who lives in its control group is found, whatever it dropped, with what is below", () => {
  const table = [buildEntry(101), buildEntry(102, { parent: 101 }), buildEntry(103)];
  const found = findSurvivors(
    [createMark(NONCE, LEADER)],
    table,
    () => null,
    () => [101],
  );
  expect(found.get(NONCE)?.map(({ pid }) => pid)).toEqual([101, 102]);
});

test("the leader itself is found while it lives", () => {
  expect(survivors([leader])).toEqual([100]);
});

test("a pid that was given to another process is left alone, and so is that one's group", () => {
  const stranger = buildEntry(100, { startTime: 9_000 });
  const companion = buildEntry(101, { group: 100, session: 100, startTime: 9_001 });
  expect(survivors([stranger, companion])).toEqual([]);
});

test("who was seen below the worker is found when its parents are gone and it carries no mark", () => {
  const mark = createMark(NONCE, LEADER);
  const below = [
    buildEntry(101, { parent: 100, session: 101 }),
    buildEntry(102, { parent: 101, session: 102 }),
  ];
  const table = [leader, ...below];
  rememberDescendants(mark, table, indexChildren(table));
  expect(survivors([buildEntry(102)], [], mark)).toEqual([102]);
  expect(survivors([buildEntry(102, { startTime: 1_001 })], [], mark)).toEqual([]);
});

test("children of a process that got the pid of a dead descendant are not remembered", () => {
  const mark = createMark(NONCE, LEADER);
  mark.descendants.set(101, 900);
  const table = [buildEntry(101, { startTime: 5_000 }), buildEntry(102, { parent: 101, startTime: 5_001 })];
  rememberDescendants(mark, table, indexChildren(table));
  expect(survivors(table, [], mark)).toEqual([]);
});

test("all below a stray are found with it", () => {
  const child = buildEntry(102, { parent: 101 });
  expect(survivors([buildEntry(101), child, buildEntry(103)], [101])).toEqual([101, 102]);
});

test("descendants of several roots come once, roots not counted, loops or not", () => {
  const table = [
    buildEntry(1, { parent: 0 }),
    buildEntry(2, { parent: 1 }),
    buildEntry(3, { parent: 2 }),
    buildEntry(4, { parent: 3 }),
    buildEntry(5, { parent: 9 }),
  ];
  expect(descendantsOf(indexChildren(table), [1, 3]).map(({ pid }) => pid)).toEqual([4, 2]);
});
