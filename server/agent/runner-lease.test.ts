import { expect, test } from "vitest";
import type { Clock } from "../clock.ts";
import { GUARDIAN_PATIENCE_MS, LAST_PATIENCE_MS, LEASE_MS, SELF_FENCE_MS } from "../domain/liveness.ts";
import { ManualClock } from "../manual-clock.ts";
import { RunnerLease } from "./runner-lease.ts";

function setup() {
  const clock = new ManualClock();
  const lease = new RunnerLease(clock);
  let lost = 0;
  const told: { what: "sign" | "last sign"; at: number }[] = [];
  const start = clock.monotonic();
  const tell = (what: "sign" | "last sign") => () => told.push({ what, at: clock.monotonic() - start });
  const guardian = { sign: tell("sign"), lastSign: tell("last sign"), dismiss: () => {} };
  lease.start(guardian, () => {
    lost += 1;
  });
  return { clock, lease, lost: () => lost, told };
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

test("signs end so early that the guardian's patience is over before the lease, and the last gives time to stop", () => {
  const { clock, lease, told } = setup();
  clock.advance(SELF_FENCE_MS - 1);
  const newest = told.at(-1)?.at ?? 0;
  expect(told.every(({ what }) => what === "sign")).toBe(true);
  expect(newest + GUARDIAN_PATIENCE_MS).toBeLessThan(LEASE_MS);
  // Who does not stand still is not ended before it stops its work by itself.
  expect(newest + GUARDIAN_PATIENCE_MS).toBeGreaterThan(SELF_FENCE_MS + 2_000);
  clock.advance(1);
  expect(told.at(-1)).toEqual({ what: "last sign", at: SELF_FENCE_MS });
  expect(SELF_FENCE_MS + LAST_PATIENCE_MS).toBeLessThan(LEASE_MS);
  lease.stop();
});

test("they begin anew with the lease", () => {
  const { clock, lease, told } = setup();
  clock.advance(SELF_FENCE_MS - 2_000);
  lease.renew(clock.monotonic());
  clock.advance(1_000);
  expect(told.at(-1)).toEqual({ what: "sign", at: SELF_FENCE_MS - 1_000 });
});

test("an agent that stood still when its time came has none left to stop anything", () => {
  const clock = new ManualClock();
  const told: string[] = [];
  let onWake = () => {};
  const frozen: Clock = {
    now: () => clock.now(),
    monotonic: () => clock.monotonic(),
    sleep: async () => {},
    every: () => () => {},
    after: (_, callback) => {
      onWake = callback;
      return () => {};
    },
  };
  const guardian = { sign: () => {}, lastSign: () => told.push("last sign"), dismiss: () => {} };
  new RunnerLease(frozen).start(guardian, () => told.push("lost"));
  clock.advance(LEASE_MS - LAST_PATIENCE_MS);
  onWake();
  expect(told).toEqual(["lost"]);
});
