import fc from "fast-check";
import { expect, test } from "vitest";
import { type CutAttempt, wastedMs } from "./waste.ts";

const at = (seconds: number) => new Date(seconds * 1_000);
const cut = (overrides: Partial<CutAttempt>): CutAttempt => ({
  startedAt: at(100),
  endedAt: at(160),
  savedAt: null,
  reason: "timeout",
  gaveOutput: false,
  ...overrides,
});

test("a cut without saved state throws away all that it ran", () => {
  expect(wastedMs(cut({}))).toBe(60_000);
});

test("what was done before the newest save is kept", () => {
  expect(wastedMs(cut({ savedAt: at(150) }))).toBe(10_000);
});

test("a save of an earlier attempt keeps nothing of this one", () => {
  expect(wastedMs(cut({ savedAt: at(50) }))).toBe(60_000);
});

test.each([[null], ["error"], ["queue-timeout"]])("an end by %s is no cut", (reason) => {
  expect(wastedMs(cut({ reason }))).toBeNull();
});

test("partial output is work that was kept", () => {
  expect(wastedMs(cut({ gaveOutput: true }))).toBeNull();
});

test("never more is wasted than was run, and never less than nothing", () => {
  fc.assert(
    fc.property(fc.nat(10_000), fc.nat(10_000), fc.option(fc.nat(30_000)), (start, length, saved) => {
      const savedAt = saved === null ? null : at(saved);
      const wasted = wastedMs(cut({ startedAt: at(start), endedAt: at(start + length), savedAt })) ?? 0;
      expect(wasted).toBeGreaterThanOrEqual(0);
      expect(wasted).toBeLessThanOrEqual(length * 1_000);
    }),
  );
});
