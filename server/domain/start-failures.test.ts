import { expect, test } from "vitest";
import { afterFailure, isFailing, mayStart, type StartFailures } from "./start-failures.ts";

const START = new Date("2026-01-01T12:00:00Z").getTime();
const at = (ms: number) => new Date(START + ms);
const BROKEN = { revision: 1, error: "No module named torch" };

function pauseMs({ retryAt, failedAt }: StartFailures): number {
  return retryAt.getTime() - failedAt.getTime();
}

test("each failure doubles the pause, up to a minute", () => {
  let failures: StartFailures | null = null;
  const pauses = Array.from({ length: 8 }, () => {
    failures = afterFailure(failures, BROKEN, failures?.retryAt ?? at(0));
    return pauseMs(failures) / 1_000;
  });
  expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
});

test("getting ready and crashing at once again goes on doubling; staying ready begins anew", () => {
  const first = afterFailure(null, BROKEN, at(0));
  const second = afterFailure({ ...first, readyAt: at(1_000) }, BROKEN, at(1_500));
  const third = afterFailure({ ...second, readyAt: at(5_000) }, BROKEN, at(3_600_000));
  expect([first, second, third].map(pauseMs)).toEqual([1_000, 2_000, 1_000]);
});

test("nothing is started before the pause is over", () => {
  const failures = afterFailure(null, BROKEN, at(0));
  expect(mayStart(failures, 1, at(999))).toBe(false);
  expect(mayStart(failures, 1, at(1_000))).toBe(true);
});

test("a changed service is tried at once, and counts anew", () => {
  const failures = afterFailure(afterFailure(null, BROKEN, at(0)), BROKEN, at(0));
  expect(mayStart(failures, 2, at(0))).toBe(true);
  expect(isFailing(failures, 2)).toBe(false);
  expect(afterFailure(failures, { ...BROKEN, revision: 2 }, at(0)).count).toBe(1);
});

test("a clock that was set back does not make the pause longer", () => {
  expect(mayStart(afterFailure(null, BROKEN, at(0)), 1, at(-3_600_000))).toBe(true);
});

test("it fails until one has become ready", () => {
  const failures = afterFailure(null, BROKEN, at(0));
  expect(isFailing(failures, 1)).toBe(true);
  expect(isFailing({ ...failures, readyAt: at(2_000) }, 1)).toBe(false);
});
