import { expect, test } from "vitest";
import { ManualClock } from "../manual-clock.ts";
import { StallWatch } from "./stall-watch.ts";

function build(limit: number | null) {
  const clock = new ManualClock();
  const told: string[] = [];
  const watch = new StallWatch(clock, limit, {
    onStalled: (seconds) => told.push(`stalled ${seconds} at ${clock.monotonic()}`),
    onMoving: () => told.push(`moving at ${clock.monotonic()}`),
  });
  return { clock, watch, told };
}

test("code that gives a sign in time is never called stalled", () => {
  const { clock, watch, told } = build(10);
  for (let second = 0; second < 100; second += 9) {
    watch.sign();
    clock.advance(9_000);
  }
  expect(told).toEqual([]);
});

test("silence is told once, and so is its end; then it counts anew", () => {
  const { clock, watch, told } = build(10);
  watch.sign();
  clock.advance(4_000);
  watch.sign();
  clock.advance(60_000);
  watch.sign();
  clock.advance(10_000);
  expect(told).toEqual(["stalled 10 at 14000", "moving at 64000", "stalled 10 at 74000"]);
});

test("a worker that takes long to begin is not stalled: it counts from the first sign on", () => {
  const { clock, watch, told } = build(10);
  clock.advance(60_000);
  watch.sign();
  clock.advance(9_999);
  expect(told).toEqual([]);
});

test("silence while nobody listens says nothing: it counts from when it is listened to again", () => {
  const { clock, watch, told } = build(10);
  watch.sign();
  watch.setDeaf(true);
  clock.advance(60_000);
  watch.setDeaf(false);
  clock.advance(9_000);
  expect(told).toEqual([]);
  clock.advance(1_000);
  expect(told).toEqual(["stalled 10 at 70000"]);
});

test("without a limit, or when it is over, nothing is told", () => {
  const free = build(null);
  const over = build(10);
  for (const { watch } of [free, over]) watch.sign();
  over.watch.cancel();
  over.watch.sign();
  for (const { clock } of [free, over]) clock.advance(1_000_000);
  expect([free.told, over.told]).toEqual([[], []]);
});
