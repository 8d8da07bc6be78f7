import { expect, test } from "vitest";
import { numberFormat } from "#components/locale/format-number.ts";
import {
  bulkQuestion,
  bulkTitle,
  foreseenWords,
  isCount,
  isEverything,
  ladderOf,
  reachedOf,
} from "./bulk-words.ts";

const format = numberFormat("en");

test("a bulk is told in one line", () => {
  const bulk = { kind: "extend", filter: "service:train", arguments: { bySeconds: 900 } } as const;
  expect(bulkTitle(bulk)).toBe("Extend service:train by +15 min");
  expect(bulkTitle({ ...bulk, arguments: { at: "2026-11-01T10:00:00.000Z" } })).toBe(
    "Move the deadlines of service:train to 2026-11-01 10:00:00 UTC",
  );
  expect(bulkTitle({ kind: "terminate", filter: null, arguments: {} })).toBe("Terminate chosen executions");
  expect(bulkTitle({ kind: "terminate", filter: "", arguments: {} })).toBe("Terminate all executions");
});

test("those that were left alone or refused were reached too", () => {
  const counts = { waiting: 5, done: 2, skipped: 2, failed: 1 };
  expect(reachedOf({ counts, total: 10 })).toEqual({ reached: 5, total: 10, percent: 50 });
  expect(reachedOf({ counts, total: null }).percent).toBeNull();
});

test("everyone who was asked to stop stands somewhere, and an end that is unproven is no proven one", () => {
  const standing = [
    { status: "in-progress", rung: "seen", unverified: false, count: 2 },
    { status: "in-progress", rung: null, unverified: false, count: 1 },
    { status: "created", rung: null, unverified: false, count: 1 },
    { status: "terminated", rung: null, unverified: false, count: 4 },
    { status: "terminated", rung: null, unverified: true, count: 2 },
    { status: "success", rung: null, unverified: false, count: 1 },
    { status: "failed", rung: null, unverified: true, count: 1 },
  ] as const;
  const ladder = ladderOf({ standing: [...standing] });
  const countOf = (words: string) => ladder.find(({ label }) => label === words)?.count;
  expect(ladder.reduce((sum, { count }) => sum + count, 0)).toBe(12);
  expect(countOf("Stopping, seen")).toBe(2);
  expect(countOf("Terminated, nothing left running")).toBe(4);
  expect(countOf("Ended unverified")).toBe(3);
  expect(countOf("Ended by themselves first")).toBe(1);
});

test("it counts those that it would reach, and says how many it would leave alone", () => {
  const draft = { kind: "terminate", total: 1_322, reached: 1_297 } as const;
  expect(bulkQuestion(draft, format)).toBe("Terminate 1,297 executions, leave 25 alone?");
  expect(foreseenWords(draft, format)).toBe("1,297 would be stopped, 25 left alone.");
  expect(bulkQuestion({ ...draft, total: 1_297 }, format)).toBe("Terminate 1,297 executions?");
  expect(foreseenWords({ ...draft, total: 1_297 }, format)).toBeNull();
  expect(bulkQuestion({ ...draft, reached: 0 }, format)).toBe("Terminate nothing?");
  expect(foreseenWords({ ...draft, reached: 0 }, format)).toBe("None would be stopped, 1,322 left alone.");
});

test("the number is confirmed as it is printed, or bare; no other is", () => {
  for (const typed of ["1,297", "1297", " 1297 ", "1.297", "1 297"])
    expect(isCount(typed, 1_297, format)).toBe(true);
  for (const typed of ["", "129", "12,97", "1298", "1,297,"])
    expect(isCount(typed, 1_297, format)).toBe(false);
});

test("a filter that leaves out nothing that waits or runs is everything", () => {
  for (const filter of ["", " ", "sort:oldest", "status:live", "status:in-progress,created,failed"])
    expect(isEverything(filter)).toBe(true);
  for (const filter of ["service:etl", "x", "status:bored", "status:created", "status:live service:etl"])
    expect(isEverything(filter)).toBe(false);
});
