import { expect, test } from "vitest";
import { type ChartSeries, nearestPoint, pointBeside, timeTicks, valueDomain } from "./chart-series.ts";

const series = (...lines: [at: number, value: number][][]): ChartSeries => ({
  key: "loss",
  label: "loss",
  lines: lines.map((line) => line.map(([at, value]) => ({ at, value }))),
});
const loss = series(
  [
    [0, 4],
    [10, 3],
  ],
  [
    [100, 2],
    [110, 1],
  ],
);

test.each([
  [-5, 0],
  [4, 0],
  [6, 10],
  [50, 10],
  [60, 100],
  [999, 110],
])("the point nearest to %d is that of %d, also across a gap", (at, found) =>
  expect(nearestPoint(loss, at)?.at).toBe(found),
);

test("arrow keys walk from point to point, over gaps, and stop at the ends", () => {
  expect(pointBeside(loss, 10, 1)?.at).toBe(100);
  expect(pointBeside(loss, 100, -1)?.at).toBe(10);
  expect(pointBeside(loss, 100, 50)?.at).toBe(110);
  expect(pointBeside(loss, 100, -50)?.at).toBe(0);
  expect(pointBeside(series(), 0, 1)).toBeNull();
});

test("a scale holds all values, and one value alone has room around it", () => {
  expect(valueDomain(loss, false)).toEqual([1, 4]);
  expect(valueDomain(loss, true)).toEqual([0, 4]);
  expect(valueDomain(series([[0, -2]], [[1, 3]]), true)).toEqual([-2, 3]);
  expect(valueDomain(series([[0, 8]]), false)).toEqual([4, 12]);
  expect(valueDomain(series([[0, 0]]), true)).toEqual([0, 1]);
  expect(valueDomain(series(), true)).toEqual([0, 1]);
});

test("times are ticked in steps that a person counts in, from the start", () => {
  expect(timeTicks({ from: 1_000, to: 61_000 }, 4)).toEqual([1_000, 16_000, 31_000, 46_000, 61_000]);
  expect(timeTicks({ from: 0, to: 7 * 3_600_000 }, 4)).toHaveLength(4);
  expect(timeTicks({ from: 0, to: 40 * 86_400_000 }, 4)).toHaveLength(5);
});
