import { expect, test } from "vitest";
import { numberFormat } from "#components/locale/format-number.ts";
import { bucketWords, edgeWords, rateWords, shareWords, sumsOf } from "./figure-words.ts";

const english = numberFormat("en");
const german = numberFormat("de-DE");

test("a rate is never rounded to all or none", () => {
  expect([1, 0.99999, 0.975, 0.5, 0.00001, 0].map((rate) => rateWords(rate, english))).toEqual([
    "100 %",
    "more than 99.9 %",
    "97.5 %",
    "50 %",
    "less than 0.1 %",
    "0 %",
  ]);
  expect(shareWords(48, 50, english)).toBe("48 (96 %)");
  expect([rateWords(0.975, german), rateWords(0.99999, german)]).toEqual(["97,5 %", "more than 99,9 %"]);
});

test("edges of buckets are round in their own unit", () => {
  expect([0, 250, 2_000, 300_000, 43_200_000].map(edgeWords)).toEqual([
    "0 ms",
    "250 ms",
    "2 s",
    "5 min",
    "12 h",
  ]);
  expect(bucketWords({ fromMs: 604_800_000, toMs: null, count: 1 })).toBe("168 h or longer");
});

test("bars are added up, and one that is cut off says so for all", () => {
  const at = { from: new Date(0), to: new Date(1) };
  const bar = { ...at, success: 1, failed: 2, terminated: 3, live: 4, more: false };
  expect(sumsOf([bar, { ...bar, more: true }])).toEqual({
    success: 2,
    failed: 4,
    terminated: 6,
    live: 8,
    more: true,
  });
});
