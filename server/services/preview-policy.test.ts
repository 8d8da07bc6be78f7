import { expect, test } from "vitest";
import { DEFAULT_POLICY } from "#server/domain/policy-values.ts";
import { preview, type Running } from "./preview-policy.ts";

const now = new Date("2026-01-01T12:00:00.000Z");
const minutes = (count: number) => count * 60_000;
/** Default grace period and kill wait. */
const STOP_SECONDS = 35;

/** Runs for so many minutes already; its own deadline is so many minutes away. */
function running(forMinutes: number, leftMinutes: number, overrides: Partial<Running> = {}): Running {
  return {
    startedAt: new Date(now.getTime() - minutes(forMinutes)),
    deadlineAt: new Date(now.getTime() + minutes(leftMinutes)),
    attempt: 1,
    policy: DEFAULT_POLICY,
    replicaId: "one",
    isolation: "process",
    stopReason: null,
    stopMode: null,
    stopRequestedAt: null,
    stopMoreSeconds: 0,
    ...overrides,
  };
}

const STOPPING = { stopReason: "terminated", stopRequestedAt: now } as const;
const RERUN = { policy: { ...DEFAULT_POLICY, onReset: "rerun" } } as const;

test("says which are past the new timeout, which end within its last tenth, and how long a drain would wait", () => {
  const held = [running(16, 44), running(15, 45), running(14, 46), running(5, 9)];
  expect(preview(held, 15 * 60, now)).toEqual({
    running: 4,
    stopping: 0,
    alreadyPast: 2,
    endingSoon: 1,
    resetWaitSeconds: 0,
    liveResetWaitSeconds: 0,
    drainWaitSeconds: 46 * 60 + STOP_SECONDS,
    liveDrainWaitSeconds: 10 * 60 + STOP_SECONDS,
    cut: { failed: 4, rerun: 0 },
  });
});

test("a reset waits only where several share a worker", () => {
  const shared = { isolation: "shared" } as const;
  const held = [running(5, 9, shared), running(5, 4, shared)];
  expect(preview(held, 60, now)).toMatchObject({
    resetWaitSeconds: 9 * 60 + 30,
    // Both are told to stop now, and have their grace period.
    liveResetWaitSeconds: 30,
  });
});

test("with nothing running nobody waits", () => {
  expect(preview([], 60, now)).toMatchObject({
    running: 0,
    alreadyPast: 0,
    endingSoon: 0,
    resetWaitSeconds: 0,
    drainWaitSeconds: 0,
    liveDrainWaitSeconds: 0,
  });
});

test("what was asked to stop is told apart: no timeout reaches it, and it has the rest of its stop", () => {
  const held = [running(16, 44, STOPPING), running(14.9, 45, STOPPING)];
  expect(preview(held, 15 * 60, now)).toEqual({
    running: 2,
    stopping: 2,
    alreadyPast: 0,
    endingSoon: 0,
    resetWaitSeconds: 0,
    liveResetWaitSeconds: 0,
    drainWaitSeconds: STOP_SECONDS,
    liveDrainWaitSeconds: STOP_SECONDS,
    cut: { failed: 0, rerun: 0 },
  });
});

test("force cuts what nobody has asked to stop, and each follows its own policy", () => {
  const held = [
    running(1, 9),
    running(1, 9, RERUN),
    running(1, 9, { ...RERUN, attempt: 3 }),
    running(1, 9, { ...RERUN, ...STOPPING }),
  ];
  expect(preview(held, 60, now).cut).toEqual({ failed: 2, rerun: 1 });
});

test("an overdue execution does not make the wait negative", () => {
  expect(preview([running(90, -30)], 60, now).drainWaitSeconds).toBe(0);
});
