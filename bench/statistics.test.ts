import { expect, test } from "vitest";
import { percentile, ratios, spread, spreadText } from "./statistics.ts";

test("a percentile is a sample, the lowest that enough of them do not exceed", () => {
  const samples = [5, 1, 4, 2, 3];
  expect(percentile(samples, 0.5)).toBe(3);
  expect(percentile(samples, 0.99)).toBe(5);
  expect(percentile(samples, 0)).toBe(1);
  expect(() => percentile([], 0.5)).toThrow("no samples");
});

test("ratios are taken run by run, so that a slow machine does not count", () => {
  expect(ratios([2, 20], [1, 10])).toEqual({ median: 2, min: 2, max: 2 });
});

test("a spread names its median and both ends", () => {
  expect(spreadText(spread([3, 1, 2]))).toBe("2.00 (1.00-3.00)");
});
