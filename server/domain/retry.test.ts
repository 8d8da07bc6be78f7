import fc from "fast-check";
import { expect, test } from "vitest";
import { retryWaitMs } from "./retry.ts";

const waits = (policy: { retryWait: number; maxRetryWait: number }, count: number) =>
  Array.from({ length: count }, (_, n) => retryWaitMs(policy, n + 1) / 1_000);

test("each wait is twice as long as the one before, up to the longest", () => {
  expect(waits({ retryWait: 10, maxRetryWait: 60 }, 5)).toEqual([10, 20, 40, 60, 60]);
});

test("no wait is shorter than the one before or longer than the longest, however many there are", () => {
  const policy = fc.record({ retryWait: fc.integer({ min: 1, max: 86_400 }), more: fc.nat(86_400) });
  fc.assert(
    fc.property(policy, ({ retryWait, more }) => {
      const all = waits({ retryWait, maxRetryWait: retryWait + more }, 99);
      expect(all[0]).toBe(retryWait);
      expect(all).toEqual([...all].sort((a, b) => a - b));
      expect(Math.max(...all)).toBeLessThanOrEqual(retryWait + more);
    }),
  );
});
