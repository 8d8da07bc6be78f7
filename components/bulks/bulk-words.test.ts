import { expect, test } from "vitest";
import { toggledRange } from "#components/executions/use-selection.ts";
import { bulkTitle, ladderOf, reachedOf } from "./bulk-words.ts";

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

test("everyone who was asked to stop stands somewhere", () => {
  const standing = [
    { status: "in-progress", rung: "seen", count: 2 },
    { status: "in-progress", rung: null, count: 1 },
    { status: "created", rung: null, count: 1 },
    { status: "terminated", rung: null, count: 4 },
    { status: "success", rung: null, count: 1 },
  ] as const;
  const ladder = ladderOf({ standing: [...standing] });
  expect(ladder.reduce((sum, { count }) => sum + count, 0)).toBe(9);
  expect(ladder.find(({ label }) => label === "Stopping, seen")?.count).toBe(2);
});

test("a click with shift takes all between it and the one before", () => {
  const order = ["a", "b", "c", "d"];
  expect([...toggledRange(new Set(["a"]), order, "c", "a")].sort()).toEqual(["a", "b", "c"]);
  expect([...toggledRange(new Set(order), order, "b", "d")].sort()).toEqual(["a"]);
  expect([...toggledRange(new Set(), order, "b", "gone")]).toEqual(["b"]);
});
