import { expect, test } from "vitest";
import { numberFormat } from "#components/locale/format-number.ts";
import { barWords, draggedRange } from "./histogram-words.ts";

const english = numberFormat("en");

const bar = (n: number) => ({
  from: new Date(n * 60_000),
  to: new Date((n + 1) * 60_000),
  count: 12,
  failed: n,
  more: n > 1,
});
const BARS = [0, 1, 2].map(bar);

test("a drag either way chooses the time of all bars that it crossed", () => {
  const range = { from: new Date(0), to: new Date(120_000) };
  expect(draggedRange(BARS, { first: 0, last: 1 })).toEqual(range);
  expect(draggedRange(BARS, { first: 1, last: 0 })).toEqual(range);
  expect(draggedRange([], { first: 0, last: 0 })).toBeNull();
});

test("a bar says its time, how many, and what nobody counted", () => {
  const format = (at: Date) => `${at.getTime() / 60_000} min`;
  expect(barWords(bar(0), format, english)).toBe("0 min to 1 min: 12 created");
  expect(barWords(bar(2), format, english)).toBe("2 min to 3 min: 12 or more created, 2 of them failed");
});
