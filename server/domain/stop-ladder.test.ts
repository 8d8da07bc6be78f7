import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LEASE_MS, SELF_FENCE_MS } from "./liveness.ts";
import { STOP_REASONS, type StopReason } from "./stop.ts";
import {
  type LadderProgress,
  type LadderTimes,
  ladderTimes,
  nextLadderStep,
  shortenLadder,
} from "./stop-ladder.ts";

const POLICY = { gracePeriod: 30, killWait: 5 };
const asked: LadderProgress = { askedAt: 1_000, sent: null, sentAt: null };
const times: LadderTimes = { graceMs: 300, killWaitMs: 50 };

test.each([
  ["terminated", true, { graceMs: 30_000, killWaitMs: 5_000 }],
  ["timeout", true, { graceMs: 30_000, killWaitMs: 5_000 }],
  ["reset", true, { graceMs: 30_000, killWaitMs: 5_000 }],
  ["terminated", false, { graceMs: 0, killWaitMs: 35_000 }],
  ["lost", true, { graceMs: 3_000, killWaitMs: 1_500 }],
  ["lost", false, { graceMs: 0, killWaitMs: 4_500 }],
  ["stalled", true, { graceMs: 30_000, killWaitMs: 5_000 }],
  ["out-of-memory", true, { graceMs: 5_000, killWaitMs: 5_000 }],
  ["out-of-memory", false, { graceMs: 0, killWaitMs: 10_000 }],
] as const)("the times for reason %s, with checkpoints %s, are %o", (reason, hasCheckpoints, expected) => {
  expect(ladderTimes(POLICY, reason, hasCheckpoints)).toEqual(expected);
});

test("what holds too much memory has 5 s for each rung at most, whatever its policy says", () => {
  const long = { gracePeriod: 600, killWait: 3_600 };
  expect(ladderTimes(long, "out-of-memory", true)).toEqual({ graceMs: 5_000, killWaitMs: 5_000 });
});

describe("a ladder", () => {
  test("waits for the grace period, sends SIGTERM, waits for the kill wait, sends SIGKILL", () => {
    expect(nextLadderStep(asked, times, 1_299)).toEqual({ type: "wait", until: 1_300 });
    expect(nextLadderStep(asked, times, 1_300)).toEqual({ type: "send", signal: "SIGTERM" });
    const termed: LadderProgress = { ...asked, sent: "SIGTERM", sentAt: 1_310 };
    expect(nextLadderStep(termed, times, 1_359)).toEqual({ type: "wait", until: 1_360 });
    expect(nextLadderStep(termed, times, 1_360)).toEqual({ type: "send", signal: "SIGKILL" });
    expect(nextLadderStep({ ...termed, sent: "SIGKILL", sentAt: 1_360 }, times, 1_360)).toEqual({
      type: "exhausted",
    });
  });
});

const reasons = fc.constantFrom<StopReason>(...STOP_REASONS);
const policies = fc.record({ gracePeriod: fc.nat(86_400), killWait: fc.nat(3_600) });

const NEW: LadderProgress = { askedAt: 0, sent: null, sentAt: null };

/** Climbs by the plan alone, `late` milliseconds behind at each step. */
function climb(plan: LadderTimes, late: number, from = NEW, since = 0): { signal: string; at: number }[] {
  const sent: { signal: string; at: number }[] = [];
  let progress = from;
  let now = since;
  for (let turn = 0; turn < 10; turn++) {
    const step = nextLadderStep(progress, plan, now);
    if (step.type === "exhausted") return sent;
    if (step.type === "wait") {
      now = step.until + late;
    } else {
      sent.push({ signal: step.signal, at: now });
      progress = { ...progress, sent: step.signal, sentAt: now };
    }
  }
  throw new Error("it never ended");
}

test("every ladder sends SIGTERM once, then SIGKILL once, and gives code all of its time in between", () => {
  fc.assert(
    fc.property(policies, reasons, fc.boolean(), fc.nat(1_000), (policy, reason, hasCheckpoints, late) => {
      const plan = ladderTimes(policy, reason, hasCheckpoints);
      const [term, kill, ...more] = climb(plan, late);
      expect([term?.signal, kill?.signal, more.length]).toEqual(["SIGTERM", "SIGKILL", 0]);
      expect(term?.at).toBeGreaterThanOrEqual(plan.graceMs);
      expect((kill?.at ?? 0) - (term?.at ?? 0)).toBeGreaterThanOrEqual(plan.killWaitMs);
    }),
  );
});

test("with or without checkpoints, SIGKILL comes at the same time", () => {
  fc.assert(
    fc.property(policies, reasons, (policy, reason) => {
      const [, kill] = climb(ladderTimes(policy, reason, true), 0);
      const [, killOfCommand] = climb(ladderTimes(policy, reason, false), 0);
      expect(killOfCommand?.at).toBe(kill?.at);
    }),
  );
});

test("what is lost is killed before its lease ends, whatever its policy says", () => {
  fc.assert(
    fc.property(policies, fc.boolean(), (policy, hasCheckpoints) => {
      const [, kill] = climb(ladderTimes(policy, "lost", hasCheckpoints), 0);
      expect(kill?.at).toBeLessThanOrEqual(LEASE_MS - SELF_FENCE_MS - 1_000);
    }),
  );
});

test("a stop that began before its agent was cut off is over before the lease ends too, whatever it had left", () => {
  const underWay = fc.record({
    askedAt: fc.nat(1_000_000),
    sentAt: fc.option(fc.nat(1_000_000)),
    times: fc.record({ graceMs: fc.nat(100_000_000), killWaitMs: fc.nat(100_000_000) }),
  });
  const over = fc.record({ policy: policies, hasCheckpoints: fc.boolean() });
  fc.assert(
    fc.property(underWay, over, ({ askedAt, sentAt, times: long }, { policy, hasCheckpoints }) => {
      const now = 1_000_000;
      const progress = { askedAt, sentAt, sent: sentAt === null ? null : ("SIGTERM" as const) };
      const short = shortenLadder(progress, long, ladderTimes(policy, "lost", hasCheckpoints), now);
      const killAt = (plan: LadderTimes) => climb(plan, 0, progress, now).at(-1)?.at ?? 0;
      expect(killAt(short)).toBeLessThanOrEqual(now + LEASE_MS - SELF_FENCE_MS - 1_000);
      expect(killAt(short)).toBeLessThanOrEqual(killAt(long));
    }),
  );
});
