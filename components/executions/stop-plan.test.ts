import { describe, expect, test } from "vitest";
import { type StopTarget, stopFacts, stopPlan } from "./stop-plan.ts";

const now = 1_000_000;
const ago = (seconds: number) => new Date(now - seconds * 1_000);
const times = { gracePeriod: 30, killWait: 5 };

function target(over: Partial<StopTarget> = {}): StopTarget {
  return {
    id: "0198f3a0-1111-7222-8333-4444deadbeef",
    serviceName: "train-digits",
    functionName: "train",
    status: "in-progress",
    reason: null,
    stop: null,
    lost: false,
    startedAt: ago(720),
    checkpointAt: ago(4),
    checkpointIntervalMs: 6_000,
    savedAt: ago(130),
    neighbours: null,
    ...over,
  };
}

describe("the plan of a stop", () => {
  test("names the checkpoint, the grace period and both signals", () => {
    expect(stopPlan(target(), times, "python")).toEqual([
      "It is asked to stop at its next checkpoint, usually every 6.0 s.",
      "If it does not stop in 30 s it gets SIGTERM, 5 s later SIGKILL.",
    ]);
  });
  test("claims no pace that is not known", () => {
    expect(stopPlan(target({ checkpointIntervalMs: null }), times, "node")[0]).toBe(
      "It is asked to stop at its next checkpoint.",
    );
  });
  test("names no times while they are not loaded", () => {
    expect(stopPlan(target(), null, "python")[1]).toBe("If it does not stop, it gets SIGTERM, then SIGKILL.");
  });
  test("of a command is SIGTERM at once", () => {
    expect(stopPlan(target(), times, "command")).toEqual(["It gets SIGTERM at once, 35 s later SIGKILL."]);
  });
  test("in a shared worker is a reset of the replica, and tells who is waited for", () => {
    expect(stopPlan(target({ neighbours: 3 }), times, "python")[1]).toBe(
      "If it ignores the request in 30 s, its replica is reset: 3 neighbours are waited for until their deadlines, then SIGTERM, 5 s later SIGKILL.",
    );
    expect(stopPlan(target({ neighbours: 0 }), null, "python")[1]).toBe(
      "If it ignores the request, its replica is reset: SIGTERM, then SIGKILL.",
    );
  });
  test("of what has not started is its end", () => {
    expect(stopPlan(target({ status: "created", startedAt: null }), times, "command")).toEqual([
      "It does not run now: it ends at once.",
    ]);
  });
  test("of what stops already says so", () => {
    const stop = { reason: "timeout", rung: "delivered", signal: null, final: false } as const;
    const view = { ...stop, rungAt: ago(1), requestedAt: ago(2), requestedBy: "agent", note: null };
    expect(stopPlan(target({ stop: view }), times, "python")[0]).toBe(
      "It is stopping already: its time was up.",
    );
  });
});

describe("what is known of its work", () => {
  test("is the age of the last checkpoint and of the saved state", () => {
    expect(stopFacts(target(), now, "python")).toEqual([
      "Last checkpoint 4 s ago, the next one expected in about 2 s.",
      "State last saved 2 m ago.",
    ]);
  });
  test("warns when the checkpoint is overdue", () => {
    expect(stopFacts(target({ checkpointAt: ago(90) }), now, "python")[0]).toContain("later than usual");
  });
  test("says what would be lost when nothing was saved", () => {
    expect(stopFacts(target({ savedAt: null, checkpointAt: null }), now, "python")).toEqual([
      "It has not passed a checkpoint yet.",
      "It has saved no state in the 12 m that it has run.",
    ]);
  });
  test("is nothing for commands and for what has not started", () => {
    expect(stopFacts(target(), now, "command")).toEqual([]);
    expect(stopFacts(target({ status: "created" }), now, "python")).toEqual([]);
  });
});
