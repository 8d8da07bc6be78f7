import fc from "fast-check";
import { expect, test } from "vitest";
import { durationStatistics, successRate } from "./service-statistics.ts";

test("every duration is in one bucket, and the ends of the row of buckets are not empty", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 10 ** 10 }), { minLength: 1 }), (durations) => {
      const found = durationStatistics(durations);
      const counts = found?.buckets.map(({ count }) => count) ?? [];
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(durations.length);
      expect(counts[0]).toBeGreaterThan(0);
      expect(counts.at(-1)).toBeGreaterThan(0);
      expect(found?.longestMs).toBe(Math.max(...durations));
    }),
  );
});

test("buckets lie where people would put them", () => {
  expect(durationStatistics([1_500, 1_600, 7_000])).toMatchObject({
    p50Ms: 1_600,
    buckets: [
      { fromMs: 1_000, toMs: 2_000, count: 2 },
      { fromMs: 2_000, toMs: 5_000, count: 0 },
      { fromMs: 5_000, toMs: 10_000, count: 1 },
    ],
  });
  expect(durationStatistics([])).toBeNull();
});

test("the rate leaves out what people terminated", () => {
  expect(successRate([{ success: 3, failed: 1 }])).toBe(0.75);
  expect(successRate([{ success: 0, failed: 0 }])).toBeNull();
});
