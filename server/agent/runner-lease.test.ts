import { expect, test } from "vitest";
import { GUARDIAN_PATIENCE_MS, LAST_PATIENCE_MS, LEASE_MS, SELF_FENCE_MS } from "../domain/liveness.ts";
import { ManualClock } from "../manual-clock.ts";
import { RunnerLease } from "./runner-lease.ts";

function setup() {
  const clock = new ManualClock();
  const lease = new RunnerLease(clock);
  let lost = 0;
  lease.start(() => {
    lost += 1;
  });
  return { clock, lease, lost: () => lost };
}

test("a word that was long on its way counts from when it was asked for", () => {
  const { clock, lease, lost } = setup();
  const askedAt = clock.monotonic();
  clock.advance(SELF_FENCE_MS - 1);
  lease.renew(askedAt);
  clock.advance(1);
  expect(lost()).toBe(1);
});

test("a runner that says nothing is lost after its time, once", () => {
  const { clock, lost } = setup();
  clock.advance(SELF_FENCE_MS - 1);
  expect(lost()).toBe(0);
  clock.advance(1);
  expect(lost()).toBe(1);
  clock.advance(10 * SELF_FENCE_MS);
  expect(lost()).toBe(1);
});

test("each word begins the time anew", () => {
  const { clock, lease, lost } = setup();
  for (let round = 0; round < 5; round++) {
    clock.advance(SELF_FENCE_MS - 1);
    lease.renew(clock.monotonic());
  }
  expect(lost()).toBe(0);
  clock.advance(SELF_FENCE_MS);
  expect(lost()).toBe(1);
});

test("signs are given for only so long that the guardian's patience is over before the lease", () => {
  const { clock, lease } = setup();
  let lastSignAt = 0;
  for (let ms = 0; ms < SELF_FENCE_MS; ms += 100) {
    if (lease.isYoung) lastSignAt = ms;
    clock.advance(100);
  }
  expect(lastSignAt + GUARDIAN_PATIENCE_MS).toBeLessThan(LEASE_MS);
  // Who does not stand still is not ended before it stops its work by itself.
  expect(lastSignAt + GUARDIAN_PATIENCE_MS).toBeGreaterThan(SELF_FENCE_MS + 2_000);
  expect([lease.isYoung, lease.leavesTimeToStop]).toEqual([false, true]);
  lease.renew(clock.monotonic());
  expect(lease.isYoung).toBe(true);
});

test("an agent that stood still when its time came is given none", () => {
  const { clock, lease } = setup();
  clock.advance(LEASE_MS - LAST_PATIENCE_MS);
  expect(lease.leavesTimeToStop).toBe(false);
});
