import { expect, test } from "vitest";
import { ManualClock } from "../manual-clock.ts";
import { CheckpointGaps } from "./checkpoint-gaps.ts";

function begin() {
  const clock = new ManualClock();
  const gaps = new CheckpointGaps(clock);
  gaps.begin();
  return { clock, gaps };
}

test("rare checkpoints are told one by one: the longest time between two is exact", () => {
  const { clock, gaps } = begin();
  for (const [count, seconds] of [3, 40, 12].entries()) {
    clock.advance(seconds * 1_000);
    gaps.passed(count + 1);
  }
  gaps.end();
  expect(gaps.longestMs).toBe(40_000);
});

test("of frequent ones the second that nobody looked at is not held against the code", () => {
  const { clock, gaps } = begin();
  for (let second = 1; second <= 5; second += 1) {
    clock.advance(1_000);
    gaps.passed(second * 100);
  }
  clock.advance(900);
  gaps.end();
  expect(gaps.longestMs).toBe(0);
  const blocked = begin();
  blocked.clock.advance(1_000);
  blocked.gaps.passed(100);
  blocked.clock.advance(60_000);
  blocked.gaps.passed(150);
  expect(blocked.gaps.longestMs).toBe(59_000);
});

test("code without a checkpoint went without one for all its time; what never began is not judged", () => {
  const { clock, gaps } = begin();
  clock.advance(90_000);
  gaps.end();
  clock.advance(90_000);
  expect(gaps.longestMs).toBe(90_000);
  const idle = new CheckpointGaps(clock);
  idle.end();
  expect(idle.longestMs).toBeNull();
});
