import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Placement } from "./policy.ts";
import { DEFAULT_PLACEMENT } from "./policy-values.ts";
import { enoughToCount, neededReplicas, nextFall, nextScaling, type Scaling } from "./scaling.ts";

const START = new Date("2026-01-01T12:00:00Z").getTime();
const at = (seconds: number) => new Date(START + seconds * 1_000);
const place = (overrides: Partial<Placement> = {}): Placement => ({
  ...DEFAULT_PLACEMENT,
  replicas: 0,
  maxReplicas: 4,
  concurrency: 2,
  cooldown: 60,
  ...overrides,
});
const waits = (waiting: number) => ({ running: 0, waiting });

test.each([
  [0, {}, 0],
  [1, {}, 1],
  [3, {}, 2],
  [1_000, {}, 4],
  [0, { replicas: 1 }, 1],
  [100, { executionsPerReplica: 40 }, 3],
  [100, { maxReplicas: null, replicas: 2 }, 2],
])("%i executions with %j are worth %i replicas", (count, overrides, replicas) => {
  expect(neededReplicas(place(overrides), waits(count))).toBe(replicas);
  expect(neededReplicas(place(overrides), { running: count, waiting: 0 })).toBe(replicas);
});

describe("a service between 0 and 4 replicas", () => {
  const placement = place();
  const up = nextScaling(null, placement, waits(8), 0, at(0));

  test("has as many as its queue needs at once", () => {
    expect(up).toEqual({ target: 4, lowSince: null, peak: 4 });
  });

  test("falls to the most that was needed in a whole cool-down, and from there to none", () => {
    const low = nextScaling(up, placement, waits(1), 4, at(10));
    expect(low).toEqual({ target: 4, lowSince: at(10), peak: 1 });
    expect(nextFall(placement, low)).toEqual({ to: 1, at: at(70) });
    const busier = nextScaling(low, placement, waits(4), 4, at(40));
    const idle = nextScaling(busier, placement, waits(0), 4, at(69));
    expect(idle).toEqual({ target: 4, lowSince: at(10), peak: 2 });
    const fallen = nextScaling(idle, placement, waits(0), 4, at(70));
    expect(fallen).toEqual({ target: 2, lowSince: at(70), peak: 0 });
    expect(nextScaling(fallen, placement, waits(0), 2, at(130))).toMatchObject({ target: 0, lowSince: null });
  });

  test("comes back at once when something waits, also after it fell to none", () => {
    const none: Scaling = { target: 0, lowSince: null, peak: 0 };
    expect(nextScaling(none, placement, waits(1), 0, at(0))).toMatchObject({ target: 1 });
  });

  test("keeps what stands when its number was fixed before, until a cool-down has passed", () => {
    expect(nextScaling(null, placement, waits(0), 3, at(0))).toEqual({ target: 3, lowSince: at(0), peak: 0 });
  });

  test("follows new bounds at once", () => {
    expect(nextScaling(up, place({ maxReplicas: 2 }), waits(8), 4, at(1)).target).toBe(2);
    expect(nextScaling(up, place({ maxReplicas: 3 }), waits(0), 4, at(1)).target).toBe(3);
    const none: Scaling = { target: 0, lowSince: null, peak: 0 };
    expect(nextScaling(none, place({ replicas: 2 }), waits(0), 0, at(1)).target).toBe(2);
  });

  test("begins its cool-down anew when the clock was set back", () => {
    const low = nextScaling(up, placement, waits(0), 4, at(3_600));
    expect(nextScaling(low, placement, waits(0), 4, at(0))).toMatchObject({ target: 4, lowSince: at(0) });
  });
});

const anyPlacement = fc
  .record({
    replicas: fc.integer({ min: 0, max: 5 }),
    more: fc.integer({ min: 0, max: 5 }),
    concurrency: fc.integer({ min: 1, max: 4 }),
    executionsPerReplica: fc.option(fc.integer({ min: 1, max: 10 })),
    cooldown: fc.integer({ min: 0, max: 120 }),
  })
  .map(({ more, replicas, ...rest }) =>
    place({ ...rest, replicas, maxReplicas: Math.max(1, replicas + more) }),
  );
const anyLife = fc.array(
  fc.record({
    seconds: fc.integer({ min: 0, max: 90 }),
    running: fc.integer({ min: 0, max: 30 }),
    waiting: fc.integer({ min: 0, max: 30 }),
  }),
  { minLength: 1, maxLength: 60 },
);

interface Moment {
  time: number;
  needed: number;
  target: number;
}

function live(placement: Placement, life: { seconds: number; running: number; waiting: number }[]): Moment[] {
  let scaling: Scaling | null = null;
  let time = 0;
  return life.map(({ seconds, ...load }) => {
    time += seconds;
    scaling = nextScaling(scaling, placement, load, 0, at(time));
    return { time, needed: neededReplicas(placement, load), target: scaling.target };
  });
}

test("it never has fewer than the fewest, more than the most, or fewer than are needed now", () => {
  fc.assert(
    fc.property(anyPlacement, anyLife, (placement, life) => {
      for (const { target, needed } of live(placement, life)) {
        expect(target).toBeGreaterThanOrEqual(placement.replicas);
        expect(target).toBeLessThanOrEqual(placement.maxReplicas ?? 0);
        expect(target).toBeGreaterThanOrEqual(needed);
      }
    }),
  );
});

test("what was needed within the last cool-down is never taken away", () => {
  fc.assert(
    fc.property(anyPlacement, anyLife, (placement, life) => {
      const moments = live(placement, life);
      for (const [index, { time, target }] of moments.entries()) {
        const recent = moments.slice(0, index).filter((past) => time - past.time < placement.cooldown);
        for (const { needed } of recent) expect(target).toBeGreaterThanOrEqual(needed);
      }
    }),
  );
});

test("it falls once in a cool-down at most, and never rises beyond what is needed", () => {
  fc.assert(
    fc.property(anyPlacement, anyLife, (placement, life) => {
      const moments = live(placement, life);
      let fellAt = Number.NEGATIVE_INFINITY;
      for (const [index, { time, target, needed }] of moments.entries()) {
        const before = moments[index - 1]?.target ?? target;
        if (target > before) expect(target).toBe(needed);
        if (target >= before) continue;
        expect(time - fellAt).toBeGreaterThanOrEqual(placement.cooldown);
        fellAt = time;
      }
    }),
  );
});

test("counting more than is enough changes nothing", () => {
  fc.assert(
    fc.property(anyPlacement, fc.nat(500), (placement, waiting) => {
      const enough = Math.min(waiting, enoughToCount(placement));
      expect(neededReplicas(placement, waits(enough))).toBe(neededReplicas(placement, waits(waiting)));
    }),
  );
});
