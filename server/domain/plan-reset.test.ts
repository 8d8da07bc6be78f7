import fc from "fast-check";
import { expect, test } from "vitest";
import { groupKillWaitMs, ignoresStop, planReset, type SharedMember, waitedFor } from "./plan-reset.ts";

const member = (overrides: Partial<SharedMember> = {}): SharedMember => ({
  deadlineAt: 10_000,
  drainTimeMs: 5_000,
  times: { graceMs: 1_000, killWaitMs: 200 },
  askedAt: null,
  mustEndNow: false,
  ...overrides,
});
const ignoring = member({ askedAt: 0 });

test("while nobody is asked there is nothing to look for, and while the grace period runs nobody ignores", () => {
  expect(planReset([member()], 5)).toEqual({ type: "serve", until: null });
  expect(planReset([ignoring, member()], 999)).toEqual({ type: "serve", until: 1_000 });
});

test("a neighbour is waited for until its own deadline and its grace period behind it", () => {
  expect(planReset([ignoring, member()], 1_000)).toEqual({ type: "drain", until: 11_000 });
  expect(planReset([ignoring, member()], 10_999)).toEqual({ type: "drain", until: 11_000 });
  expect(planReset([ignoring, member()], 11_000)).toEqual({ type: "end" });
});

test("and no longer than the drain time beyond its deadline", () => {
  const slow = member({ times: { graceMs: 60_000, killWaitMs: 9_000 } });
  expect(planReset([ignoring, slow], 1_000)).toEqual({ type: "drain", until: 15_000 });
  expect(planReset([ignoring, slow], 15_000)).toEqual({ type: "end" });
  expect(planReset([ignoring, member({ drainTimeMs: 0 })], 10_000)).toMatchObject({ type: "end" });
});

test("a neighbour that is asked to stop meanwhile has its grace period, and one that ignores that is not waited for", () => {
  const asked = member({ askedAt: 3_000 });
  expect(planReset([ignoring, asked], 3_000)).toEqual({ type: "drain", until: 4_000 });
  expect(planReset([ignoring, asked], 4_000)).toMatchObject({ type: "end" });
});

test("the slowest neighbour decides, and one that has ended has no say", () => {
  const members = [ignoring, member(), member({ deadlineAt: 20_000 })];
  expect(planReset(members, 1_000)).toEqual({ type: "drain", until: 21_000 });
  expect(planReset(members.slice(0, 2), 1_000)).toEqual({ type: "drain", until: 11_000 });
  expect(planReset([ignoring], 1_000)).toMatchObject({ type: "end" });
});

test("what may run elsewhere already is not kept for its neighbours", () => {
  const fenced = member({ askedAt: 0, times: { graceMs: 0, killWaitMs: 0 }, mustEndNow: true });
  expect(planReset([fenced, member()], 0)).toEqual({ type: "end" });
});

test("the group has the longest kill wait of those who ignored their stops, and none for what may run elsewhere", () => {
  const waits = (killWaitMs: number, ignored: boolean, mustEndNow = false) => ({
    ...member({ askedAt: 0, mustEndNow, times: { graceMs: 0, killWaitMs } }),
    ignored,
  });
  expect(groupKillWaitMs([waits(200, true), waits(300, true), waits(9_000, false)])).toBe(300);
  expect(groupKillWaitMs([waits(9_000, true), waits(0, false, true)])).toBe(0);
  expect(groupKillWaitMs([waits(9_000, false)])).toBe(9_000);
  expect(groupKillWaitMs([])).toBe(0);
});

const anyMember: fc.Arbitrary<SharedMember> = fc.record({
  deadlineAt: fc.integer({ min: 0, max: 50_000 }),
  drainTimeMs: fc.integer({ min: 0, max: 20_000 }),
  times: fc.record({
    graceMs: fc.integer({ min: 0, max: 20_000 }),
    killWaitMs: fc.integer({ min: 0, max: 5_000 }),
  }),
  askedAt: fc.option(fc.integer({ min: 0, max: 50_000 })),
  mustEndNow: fc.constant(false),
});
const anyMembers = fc.array(anyMember, { minLength: 1, maxLength: 8 });
const anyTime = fc.integer({ min: 0, max: 100_000 });

test("nothing is cut before its deadline that nobody asked to stop, whatever its neighbours do", () => {
  fc.assert(
    fc.property(anyMembers, anyTime, (members, now) => {
      const early = members.some(({ askedAt, deadlineAt }) => askedAt === null && now < deadlineAt);
      if (planReset(members, now).type === "end") expect(early).toBe(false);
    }),
  );
});

test("with nobody who ignores a stop there is no reset, and with somebody there is an end to it", () => {
  fc.assert(
    fc.property(anyMembers, anyTime, (members, now) => {
      const step = planReset(members, now);
      expect(step.type === "serve").toBe(!members.some((one) => ignoresStop(one, now)));
      if (step.type !== "drain") return;
      const latest = Math.max(...members.map(({ deadlineAt, drainTimeMs }) => deadlineAt + drainTimeMs));
      expect(step.until).toBeGreaterThan(now);
      expect(step.until).toBeLessThanOrEqual(latest);
      expect(planReset(members, step.until).type).toBe("end");
      expect(waitedFor(members, now).length).toBeGreaterThan(0);
    }),
  );
});

test("a reset never goes back to serving, and a neighbour that ends never makes it longer", () => {
  fc.assert(
    fc.property(anyMembers, anyTime, fc.nat(20_000), fc.nat(7), (members, now, later, gone) => {
      const step = planReset(members, now);
      if (step.type === "serve") return;
      const after = planReset(members, now + later);
      expect(after.type).not.toBe("serve");
      if (step.type === "end") expect(after.type).toBe("end");
      const left = members.filter((one, index) => ignoresStop(one, now) || index !== gone);
      const sooner = planReset(left, now);
      if (sooner.type === "drain")
        expect(sooner.until).toBeLessThanOrEqual(step.type === "drain" ? step.until : now);
    }),
  );
});
