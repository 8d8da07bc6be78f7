import { expect, test } from "vitest";
import type { FaultKind } from "./faults.ts";
import { shortfallsOf } from "./report.ts";

const struck = new Map<FaultKind, number>([
  ["kill -9 web", 3],
  ["cut link", 0],
]);

test("a long run owes a thousand executions and every kind of fault", () => {
  expect(shortfallsOf(10, 999, struck)).toEqual([
    "only 999 executions of 1000 were accepted",
    "never struck: cut link",
  ]);
  expect(shortfallsOf(60, 1_000, new Map([["kill -9 web", 1]]))).toEqual([]);
});

test("a short run owes what leases end in, and no number", () => {
  expect(shortfallsOf(0.5, 3, struck)).toEqual(["never struck: cut link"]);
  expect(shortfallsOf(0.5, 3, new Map([["kill -9 web", 0]]))).toEqual([]);
});
