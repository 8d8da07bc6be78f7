import { expect, test } from "vitest";
import { numberFormat } from "#components/locale/format-number.ts";
import { atWorkWords } from "./at-work-words.ts";
import { membersOf } from "./bulk-members.ts";
import { modeChoices } from "./bulk-modes.ts";
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

test("what runs is told with how far it had come, and what its stop would cost", () => {
  const at = new Date(1_000_000);
  const ago = (seconds: number) => new Date(at.getTime() - seconds * 1_000);
  const row = { startedAt: ago(720), checkpointAt: ago(4), savedAt: ago(130) };
  expect(atWorkWords(row, "own", "checkpoint", at)).toBe("last checkpoint 4 s ago · saved 2 m ago");
  expect(atWorkWords(row, "own", "now", at)).toContain("up to 2 m of work is lost");
  expect(atWorkWords(row, "shared", "now", at)).not.toContain("lost");
  expect(atWorkWords({ ...row, savedAt: null, checkpointAt: null }, "own", "save", at)).toBe(
    "no checkpoint yet · nothing saved yet",
  );
  expect(atWorkWords(row, "command", "now", at)).toBe("has run for 12 m · up to 12 m of work is lost");
});

test("a filter that leaves out nothing that waits or runs is everything", () => {
  for (const filter of ["", " ", "sort:oldest", "status:live", "status:in-progress,created,failed"])
    expect(isEverything(filter)).toBe(true);
  for (const filter of ["service:etl", "x", "status:bored", "status:created", "status:live service:etl"])
    expect(isEverything(filter)).toBe(false);
});

test("those that a bulk is about are found in the list by what became of them", () => {
  const bulk = {
    id: "b1",
    kind: "terminate",
    status: "done",
    counts: { waiting: 0, done: 3, skipped: 2, failed: 1 },
    standing: [
      { status: "in-progress", rung: "seen", unverified: false, count: 2 },
      { status: "terminated", rung: null, unverified: true, count: 1 },
    ],
  } as const;
  const shown = membersOf({ ...bulk, standing: [...bulk.standing] });
  expect(shown.map(({ count, words, where }) => `${count} ${words}: ${where}`)).toEqual([
    "3 asked to stop: bulk:b1/done",
    "2 still stopping: bulk:b1/done status:stopping",
    "1 ended unverified: bulk:b1/done is:unverified",
    "2 left alone: bulk:b1/skipped",
    "1 refused: bulk:b1/failed",
  ]);
  const rerun = { ...bulk, kind: "rerun", standing: [] } as const;
  expect(membersOf({ ...rerun, standing: [] })[0]?.where).toBe("bulk:b1/started");
});

test("a mode says what it does to each way of running, and is offered where it does something", () => {
  const none = { own: 0, shared: 0, command: 0 };
  const offered = (workers: typeof none | null) => modeChoices(workers, format).map(({ value }) => value);
  expect(offered({ ...none, own: 2 })).toEqual(["checkpoint", "save", "now"]);
  expect(offered({ ...none, shared: 2 })).toEqual(["checkpoint", "save"]);
  expect(offered({ ...none, command: 2 })).toEqual(["checkpoint", "now"]);
  expect(offered(none)).toEqual([]);
  const mixed = modeChoices({ own: 18, shared: 1_200, command: 1 }, format).find(
    ({ value }) => value === "now",
  );
  expect(mixed?.lines).toEqual([
    "18 in a worker of their own: SIGTERM at once; work since the last save is lost",
    "1,200 in shared workers: no signal; a reset of its replica begins, and waits for what else runs there",
    "1 command: SIGTERM at once; what it has not kept is lost",
  ]);
  expect(modeChoices(null, format)).toHaveLength(3);
});
