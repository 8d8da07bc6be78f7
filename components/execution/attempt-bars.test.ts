import { expect, test } from "vitest";
import { numberFormat } from "#components/locale/format-number.ts";
import { DEFAULT_POLICY } from "#server/domain/policy-values.ts";
import type { AttemptView, ExecutionEventView } from "#server/domain/views.ts";
import { attemptBars, deadlineUsed, earlierWords, ranMs } from "./attempt-bars.ts";

const english = numberFormat("en");

const at = (seconds: number) => new Date(seconds * 1000);

function buildAttempt(attempt: number, from: number, to: number | null, deadline: number): AttemptView {
  return {
    attempt,
    revision: 1,
    runnerId: "r",
    replicaId: "p",
    policy: DEFAULT_POLICY,
    startedAt: at(from),
    deadlineAt: at(deadline),
    endedAt: to === null ? null : at(to),
    outcome: to === null ? null : "rerun",
    reason: null,
    message: null,
    workerPid: null,
    exitCode: null,
    exitSignal: null,
    longestCheckpointGapMs: null,
  };
}

function buildEvent(type: string, attempt: number, seconds: number): ExecutionEventView {
  return { id: seconds, attempt, type, at: at(seconds), actor: "agent", data: {} };
}

test("attempts lie on one scale from the creation to now, with the wait before each", () => {
  const attempts = [buildAttempt(1, 10, 50, 45), buildAttempt(2, 60, null, 500)];
  const events = [
    buildEvent("state_saved", 1, 30),
    buildEvent("stop_requested", 1, 45),
    buildEvent("state_saved", 1, 46),
    // The same save, as the rung that it reaches.
    buildEvent("saved", 1, 46),
  ];
  const bars = attemptBars({ createdAt: at(0), endedAt: null, attempts }, events, 100_000);
  expect(bars[0]).toMatchObject({
    queued: { left: 0, width: 10 },
    ran: { left: 10, width: 40 },
    stopping: { left: 45, width: 5 },
    saves: [30, 46],
    saveCount: 2,
    deadline: 45,
  });
  expect(bars[1]).toMatchObject({
    queued: { left: 50, width: 10 },
    ran: { left: 60, width: 40 },
    stopping: null,
    deadline: null,
  });
});

test("a browser clock behind the server draws no negative bar", () => {
  const [bar] = attemptBars(
    { createdAt: at(100), endedAt: null, attempts: [buildAttempt(1, 101, null, 200)] },
    [],
    90_000,
  );
  expect(bar?.ran.width).toBeGreaterThanOrEqual(0);
});

test("the deadline bar stays between empty and full", () => {
  expect(deadlineUsed(at(0), at(100), 25_000)).toBe(25);
  expect(deadlineUsed(at(0), at(100), -5)).toBe(0);
  expect(deadlineUsed(at(0), at(100), 500_000)).toBe(100);
});

test("rungs, signals and reconnections are marked where they happened", () => {
  const execution = { createdAt: at(0), endedAt: at(100), attempts: [buildAttempt(1, 0, 100, 500)] };
  const events = ["started", "delivered", "signalled", "reconnected"].map((type, n) =>
    buildEvent(type, 1, 25 * n),
  );
  const [bar] = attemptBars(execution, events, 0);
  expect(bar?.marks.map(({ event, left, tone }) => [event.type, left, tone])).toEqual([
    ["delivered", 25, "stopping"],
    ["signalled", 50, "failed"],
    ["reconnected", 75, "accent"],
  ]);
});

test("what attempts ran is added up, also of what has ended in the queue after them", () => {
  const attempts = [buildAttempt(1, 10, 50, 45), buildAttempt(2, 60, 65, 500), buildAttempt(3, 70, 99, 500)];
  expect(ranMs(attempts.slice(0, -1))).toBe(45_000);
  expect(ranMs([buildAttempt(1, 10, null, 45)])).toBe(0);
  expect(earlierWords([], english)).toBe("Never ran");
  expect(earlierWords(attempts.slice(0, 1), english)).toBe("Ran 40.0 s in one attempt, then waited again");
  expect(earlierWords(attempts, english)).toBe("Ran 1 m 14 s in 3 attempts, then waited again");
});

test("saves that fall on one place are drawn once, however many there are", () => {
  const saves = Array.from({ length: 8_600 }, (_, n) => ({ ...buildEvent("state_saved", 1, 10 * n), id: n }));
  const [bar] = attemptBars(
    { createdAt: at(0), endedAt: null, attempts: [buildAttempt(1, 0, null, 100_000)] },
    saves,
    86_400_000,
  );
  expect(bar?.saveCount).toBe(8_600);
  expect(bar?.saves.length).toBeLessThanOrEqual(1_001);
});
