import fc from "fast-check";
import { expect, test } from "vitest";
import { keptSlot, MOST_SAMPLES, slotAt, stepAt, thinningAt } from "./samples.ts";

/** What rows hold after samples in these slots, as their writer keeps them. */
function keep(slots: Iterable<number>): Set<number> {
  const kept = new Set<number>();
  for (const slot of slots) {
    const step = thinningAt(slot);
    if (step) for (const one of kept) if (one % step !== 0) kept.delete(one);
    kept.add(keptSlot(slot));
  }
  return kept;
}

test("a run of any length keeps no more than its share, evenly over its whole time", () => {
  for (const hours of [0.1, 1, 12, 72]) {
    const last = Math.floor((hours * 3_600_000) / 2_000);
    const kept = [...keep(Array.from({ length: last + 1 }, (_, slot) => slot))];
    expect(kept.length).toBeLessThanOrEqual(MOST_SAMPLES);
    expect(kept.length).toBeGreaterThanOrEqual(Math.min(last, MOST_SAMPLES / 2));
    const gaps = new Set(kept.slice(1).map((slot, n) => slot - (kept[n] ?? 0)));
    expect(gaps).toEqual(new Set([stepAt(last)]));
  }
});

test("nobody sampling for a while leaves at most twice as many", () => {
  const gap = fc.record({ from: fc.nat(20_000), slots: fc.nat(20_000) });
  fc.assert(
    fc.property(fc.array(gap, { maxLength: 5 }), (gaps) => {
      const away = (slot: number) => gaps.some(({ from, slots }) => slot >= from && slot < from + slots);
      const slots = Array.from({ length: 30_000 }, (_, slot) => slot).filter((slot) => !away(slot));
      expect(keep(slots).size).toBeLessThanOrEqual(2 * MOST_SAMPLES);
    }),
    { numRuns: 20 },
  );
});

test("a clock that jumped gives a slot that rows can hold", () => {
  expect(slotAt(-5, 250)).toBe(0);
  expect(slotAt(Number.MAX_SAFE_INTEGER, 250)).toBe(2 ** 30);
});
