import { describe, expect, test } from "vitest";
import { numberFormat } from "#components/locale/format-number.ts";
import { formatAge, formatDuration, formatSeconds } from "./format-duration.ts";

describe("a settled duration", () => {
  test.each([
    [-5, "0 ms"],
    [4, "4 ms"],
    [999, "999 ms"],
    [1_000, "1.0 s"],
    [12_400, "12.4 s"],
    [59_949, "59.9 s"],
    [59_960, "1 m 00 s"],
    [187_000, "3 m 07 s"],
    [3_599_600, "1 h 00 m"],
    [3_840_000, "1 h 04 m"],
    [183_600_000, "2 d 03 h"],
  ])("%d ms reads %s", (ms, text) =>
    expect(formatDuration(ms, { formatNumber: numberFormat("en") })).toBe(text),
  );
});

test("its decimal mark is the reader's", () => {
  const formatNumber = numberFormat("de-DE");
  expect(formatDuration(12_400, { formatNumber })).toBe("12,4 s");
  expect(formatDuration(1_000, { formatNumber })).toBe("1,0 s");
  expect(formatDuration(187_000, { formatNumber })).toBe("3 m 07 s");
});

describe("a duration that still runs", () => {
  test.each([
    [-5, "0 s"],
    [400, "0 s"],
    [12_999, "12 s"],
    [59_999, "59 s"],
    [60_000, "1 m 00 s"],
    [119_999, "1 m 59 s"],
  ])("%d ms reads %s and never runs ahead", (ms, text) =>
    expect(formatDuration(ms, { ticking: true })).toBe(text),
  );
});

test.each([
  [0, "0 s"],
  [59_999, "59 s"],
  [720_000, "12 m"],
  [86_399_000, "23 h"],
  [172_800_000, "2 d"],
])("an age of %d ms reads %s", (ms, text) => expect(formatAge(ms)).toBe(text));

test.each([
  [0, "0 s"],
  [45, "45 s"],
  [900, "15 min"],
  [5_400, "1 h 30 min"],
  [176_400, "2 d 1 h"],
])("%d seconds in a policy read %s", (seconds, text) => expect(formatSeconds(seconds)).toBe(text));
