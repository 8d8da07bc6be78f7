import { expect, test } from "vitest";
import { LEASE_MS } from "#server/domain/liveness.ts";
import { ManualClock } from "#server/manual-clock.ts";
import { LeaseWatch, type SignOfLife } from "./lease-watch.ts";

const RENEWAL_MS = 5_000;
const sign = (at: number): SignOfLife => ({ kind: "replica", id: "r", at });

function stage() {
  const clock = new ManualClock();
  return { clock, watch: new LeaseWatch(clock) };
}

test("a row without a new sign for a whole lease has lost it, and not before", () => {
  const { clock, watch } = stage();
  expect(watch.look([sign(0)])).toEqual([]);
  clock.advance(LEASE_MS - 1);
  expect(watch.look([sign(0)])).toEqual([]);
  clock.advance(1);
  expect(watch.look([sign(0)])).toEqual([sign(0)]);
});

test("a clock that jumps, by hours and either way, ends no lease that is renewed", () => {
  const { clock, watch } = stage();
  for (const jump of [0, 7_200_000, -7_200_000, 86_400_000, 0]) {
    for (let renewal = 0; renewal < 10; renewal += 1) {
      expect(watch.look([sign(jump + clock.monotonic())])).toEqual([]);
      clock.advance(RENEWAL_MS);
    }
  }
});

test("a silent agent whose time is written again and again is not taken for one that lives", () => {
  const { clock, watch } = stage();
  let lost: SignOfLife[] = [];
  for (let renewal = 0; renewal <= LEASE_MS / RENEWAL_MS; renewal += 1) {
    lost = watch.look([sign(renewal % 2 === 0 ? 0 : 7)]);
    clock.advance(RENEWAL_MS);
  }
  expect(lost).toHaveLength(1);
});

test("after the rows were out of reach all have a whole lease again", () => {
  const { clock, watch } = stage();
  watch.look([sign(0)]);
  clock.advance(LEASE_MS);
  watch.beginAnew();
  expect(watch.look([sign(0)])).toEqual([]);
  clock.advance(LEASE_MS);
  expect(watch.look([sign(0)])).toHaveLength(1);
});
