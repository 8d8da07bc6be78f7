import { expect, test } from "vitest";
import { preview } from "./preview-policy.ts";

const now = new Date("2026-01-01T12:00:00.000Z");
const minutes = (count: number) => count * 60_000;

/** Runs for so many minutes already; its own deadline is so many minutes away. */
function running(forMinutes: number, leftMinutes: number) {
  return {
    startedAt: new Date(now.getTime() - minutes(forMinutes)),
    deadlineAt: new Date(now.getTime() + minutes(leftMinutes)),
    stopping: false,
    mayRerun: false,
  };
}

test("says which are past the new timeout, which end within its last tenth, and how long a reset would wait", () => {
  const held = [running(16, 44), running(15, 45), running(14, 46), running(5, 9)];
  expect(preview(held, 15 * 60, now)).toEqual({
    running: 4,
    alreadyPast: 2,
    endingSoon: 1,
    resetWaitSeconds: 46 * 60,
    liveResetWaitSeconds: 10 * 60,
    cut: { failed: 4, rerun: 0 },
  });
});

test("with nothing running a reset does not wait", () => {
  expect(preview([], 60, now)).toMatchObject({
    running: 0,
    alreadyPast: 0,
    endingSoon: 0,
    resetWaitSeconds: 0,
    liveResetWaitSeconds: 0,
  });
});

test("force cuts what nobody has asked to stop, and each follows its own policy", () => {
  const held = [
    running(1, 9),
    { ...running(1, 9), mayRerun: true },
    { ...running(1, 9), mayRerun: true, stopping: true },
  ];
  expect(preview(held, 60, now).cut).toEqual({ failed: 1, rerun: 1 });
});

test("an overdue execution does not make the wait negative", () => {
  expect(preview([running(90, -30)], 60, now).resetWaitSeconds).toBe(0);
});
