import { expect, test } from "vitest";
import { numberFormat } from "#components/locale/format-number.ts";
import { momentFormats } from "#components/time/moment-formats.ts";
import { axisWords, barWords, joinedBars, keyedRange } from "./histogram-words.ts";

const english = numberFormat("en");

const bar = (n: number) => ({
  from: new Date(n * 60_000),
  to: new Date((n + 1) * 60_000),
  count: 12,
  failed: n,
  more: n > 1,
});
const BARS = [0, 1, 2].map(bar);

test("a range either way is all bars that it crosses", () => {
  const range = { from: new Date(0), to: new Date(120_000), count: 24, failed: 1, more: false };
  expect(joinedBars(BARS, { first: 0, last: 1 })).toEqual(range);
  expect(joinedBars(BARS, { first: 1, last: 0 })).toEqual(range);
  expect(joinedBars(BARS, { first: 1, last: 2 })?.more).toBe(true);
  expect(joinedBars([], { first: 0, last: 0 })).toBeNull();
});

test("keys choose a bar, beginning with the newest, and with Shift the range grows to it", () => {
  const press = (keys: string[]) =>
    keys.reduce<ReturnType<typeof keyedRange>>(
      (range, key) => keyedRange(range, key.replace("Shift+", ""), key.startsWith("Shift+"), 5),
      null,
    );
  expect(press(["ArrowLeft"])).toEqual({ first: 4, last: 4 });
  expect(press(["ArrowRight"])).toEqual({ first: 4, last: 4 });
  expect(press(["ArrowLeft", "ArrowLeft", "Shift+ArrowLeft"])).toEqual({ first: 3, last: 2 });
  expect(press(["Home", "Shift+End"])).toEqual({ first: 0, last: 4 });
  expect(press(["Home", "ArrowLeft"])).toEqual({ first: 0, last: 0 });
  expect(press(["Home", "Shift+End", "ArrowLeft"])).toEqual({ first: 3, last: 3 });
  expect(keyedRange(null, "Tab", false, 5)).toBeNull();
  expect(keyedRange(null, "ArrowLeft", false, 0)).toBeNull();
});

test("the axis is no finer than its span needs", () => {
  const at = new Date(2026, 10, 3, 10, 42, 7);
  const words = (hours: number) => axisWords(at, hours * 3_600_000, momentFormats("en-GB"));
  expect([words(0.5), words(2), words(48), words(24 * 30)]).toEqual([
    "10:42:07",
    "10:42",
    "3 Nov, 10:42",
    "3 Nov",
  ]);
});

test("a bar says its time, how many, and what nobody counted", () => {
  const format = (at: Date) => `${at.getTime() / 60_000} min`;
  expect(barWords(bar(0), format, english)).toBe("0 min to 1 min: 12 created");
  expect(barWords(bar(2), format, english)).toBe("2 min to 3 min: 12 or more created, 2 of them failed");
});
