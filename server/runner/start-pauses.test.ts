import { expect, test } from "vitest";
import { ManualClock } from "#server/manual-clock.ts";
import { StartPauses } from "./start-pauses.ts";

/** Seconds until a replica may be started again. */
function pauseAfter(pauses: StartPauses, clock: ManualClock): number {
  let seconds = 0;
  while (!pauses.mayStart("s", 1)) {
    clock.advance(1_000);
    seconds += 1;
  }
  return seconds;
}

test("each failure doubles the pause, up to a minute", () => {
  const clock = new ManualClock();
  const pauses = new StartPauses(clock);
  const waited = Array.from({ length: 8 }, () => {
    pauses.failed("s", 1);
    return pauseAfter(pauses, clock);
  });
  expect(waited).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
});

test("getting ready and crashing at once again goes on doubling; staying ready begins anew", () => {
  const clock = new ManualClock();
  const pauses = new StartPauses(clock);
  const crashAfter = (readyMs: number) => {
    pauses.ready("s");
    clock.advance(readyMs);
    pauses.failed("s", 1);
    return pauseAfter(pauses, clock);
  };
  pauses.failed("s", 1);
  pauseAfter(pauses, clock);
  expect([crashAfter(500), crashAfter(500), crashAfter(3_600_000)]).toEqual([2, 4, 1]);
});

test("a changed service is tried at once", () => {
  const pauses = new StartPauses(new ManualClock());
  pauses.failed("s", 1);
  expect(pauses.mayStart("s", 1)).toBe(false);
  expect(pauses.mayStart("s", 2)).toBe(true);
});
