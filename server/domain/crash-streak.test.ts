import { expect, test } from "vitest";
import { crashWaitMs, isCrashLoop } from "./crash-streak.ts";

test("each wait after a crash is twice as long as the one before, up to a minute, however many there are", () => {
  const waits = Array.from({ length: 100 }, (_, n) => crashWaitMs(n + 1) / 1_000);
  expect(waits.slice(0, 8)).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
  expect(waits.at(-1)).toBe(60);
});

test("three crashes in a row are a loop, of that revision alone", () => {
  const at = new Date(0);
  const streak = {
    revision: 2,
    error: "Worker was killed by SIGSEGV",
    executionId: "e",
    since: at,
    crashedAt: at,
  };
  expect([1, 2, 3, 4].map((count) => isCrashLoop({ ...streak, count }, 2))).toEqual([
    false,
    false,
    true,
    true,
  ]);
  expect(isCrashLoop({ ...streak, count: 4 }, 3)).toBe(false);
});
