import { expect, test } from "vitest";
import {
  type ChartSeries,
  evenTicks,
  inLog,
  logTicks,
  nearestPoint,
  placeBeside,
  shownPoint,
  timeTicks,
  valueDomain,
} from "./chart-series.ts";

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
  expect(placeBeside(loss, 10, 1)).toBe(100);
  expect(placeBeside(loss, 100, -1)).toBe(10);
  expect(placeBeside(loss, 100, 50)).toBe(110);
  expect(placeBeside(loss, 100, -50)).toBe(0);
  expect(placeBeside(series(), 0, 1)).toBeNull();
});

test("over what was begun anew keys walk through all lines, and the last of them is told", () => {
  const again = series(
    [
      [0, 9],
      [5, 8],
      [10, 7],
    ],
    [
      [0, 6],
      [7, 5],
    ],
  );
  expect([0, 5, 7, 10].map((at) => placeBeside(again, at, 1))).toEqual([5, 7, 10, 10]);
  expect(placeBeside(again, 7, Number.NEGATIVE_INFINITY)).toBe(0);
  expect(shownPoint(again, null)).toEqual({ at: 7, value: 5 });
  expect(shownPoint(again, 0)).toEqual({ at: 0, value: 6 });
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

test.each([
  [{ from: 0, to: 100 }, 4, [0, 50, 100]],
  [{ from: 3, to: 11 }, 4, [4, 6, 8, 10]],
  [{ from: 5, to: 5 }, 4, [5]],
  [{ from: 0, to: 0.3 }, 4, [0, 0.1, 0.2, 0.1 * 3]],
])("over %o round numbers are ticked", (span, count, ticks) => expect(evenTicks(span, count)).toEqual(ticks));

test("a log scale is ticked at powers of ten, and between them where they are few", () => {
  expect(logTicks(-2, 2)).toEqual([-2, -1, 0, 1, 2]);
  expect(logTicks(-0.5, 0.5).map((tick) => Number((10 ** tick).toPrecision(3)))).toEqual([0.5, 1, 2]);
});

test("what is 0 or less has no place on a log scale, and is counted", () => {
  const { series: shown, left } = inLog(
    series(
      [[0, 100]],
      [
        [1, 0],
        [2, -1],
      ],
    ),
  );
  expect(shown.lines).toEqual([[{ at: 0, value: 2 }]]);
  expect(left).toBe(2);
});
