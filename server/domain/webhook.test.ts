import { expect, test } from "vitest";
import { GIVEN_UP_AFTER_MS, restMs, waitMs } from "./webhook.ts";

const HOUR_MS = 3_600_000;

test("tries come ever more slowly, and end after about a day", () => {
  const waits = [];
  for (let tries = 1; ; tries += 1) {
    const wait = waitMs(tries);
    if (wait === null) break;
    waits.push(wait);
  }
  expect(waits).toEqual([...waits].sort((a, b) => a - b));
  expect(waits[0]).toBe(5_000);
  const total = waits.reduce((sum, wait) => sum + wait, 0);
  expect(total).toBeGreaterThan(20 * HOUR_MS);
  expect(total).toBeLessThan(28 * HOUR_MS);
  expect(GIVEN_UP_AFTER_MS).toBeGreaterThan(total);
});

test("a receiver that is away is asked every five minutes at least, one that dislikes two events is not put off", () => {
  expect(restMs(2)).toBeNull();
  expect(restMs(3)).toBe(10_000);
  expect(restMs(1_000)).toBe(300_000);
});
