import { expect, test } from "vitest";
import { numberFormat } from "#components/locale/format-number.ts";
import type { QueueDepth } from "#server/domain/service-statistics.ts";
import { apartWords, DEPTHS, depthAt, depthSeries, depthWords } from "./queue-depth-words.ts";

const english = numberFormat("en");

const HOUR = 3_600_000;
const depth = (hour: number, waiting: number, running: number, more = false): QueueDepth => ({
  at: new Date(hour * HOUR),
  waiting,
  running,
  more,
});
const depths = [depth(1, 3, 1), depth(2, 0, 4), depth(3, 10_000, 2, true)];

test("waiting and running are a line each, of all moments", () => {
  expect(DEPTHS.map((one) => depthSeries(depths, one))).toEqual([
    {
      key: "waiting",
      label: "Waiting",
      lines: [[1, 2, 3].map((hour, place) => ({ at: hour * HOUR, value: [3, 0, 10_000][place] }))],
    },
    {
      key: "running",
      label: "Running",
      lines: [[1, 2, 3].map((hour, place) => ({ at: hour * HOUR, value: [1, 4, 2][place] }))],
    },
  ]);
  expect(depthSeries([], DEPTHS[0]).lines).toEqual([]);
});

test("a count that ended at its bound says so", () => {
  expect(depths.map((one) => depthWords(one, "waiting", english))).toEqual(["3", "0", "10,000+"]);
});

test("the moment that is looked at is the nearest one, and the last one when none is", () => {
  expect(depthAt(depths, null)).toBe(depths[2]);
  expect(depthAt(depths, 1.4 * HOUR)).toBe(depths[0]);
  expect(depthAt(depths, 1.6 * HOUR)).toBe(depths[1]);
  expect(depthAt(depths, 0)).toBe(depths[0]);
  expect(depthAt([], null)).toBeUndefined();
  expect(depthAt([], 1)).toBeUndefined();
});

test("moments lie an hour apart in a day, and seven in a week", () => {
  const from = new Date(0);
  expect(apartWords({ from, to: new Date(24 * HOUR) }, 24, english)).toBe("hour");
  expect(apartWords({ from, to: new Date(168 * HOUR) }, 24, english)).toBe("7 hours");
});
