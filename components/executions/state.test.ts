import { describe, expect, test } from "vitest";
import { EXECUTION_STATUSES } from "#server/domain/status.ts";
import { STOP_RUNGS } from "#server/domain/stop.ts";
import type { StopView } from "#server/domain/views.ts";
import { meaningOf, RUNG_WORDS, SHOWN_STATES, STATES, stateOf, stateWords } from "./state.tsx";

const stop: StopView = {
  reason: "terminated",
  rung: "requested",
  signal: null,
  final: true,
  rungAt: new Date(0),
  requestedAt: new Date(0),
  requestedBy: "ada@localhost",
  note: null,
};

test("every status has a look of its own", () => {
  for (const status of EXECUTION_STATUSES) expect(STATES[status].word).toBeTruthy();
  expect(new Set(SHOWN_STATES.map((state) => STATES[state].word)).size).toBe(SHOWN_STATES.length);
  expect(new Set(SHOWN_STATES.map((state) => STATES[state].text)).size).toBe(SHOWN_STATES.length);
});

describe("an execution in progress", () => {
  test.each(STOP_RUNGS)("reads Stopping, never stopped, at the rung %s", (rung) => {
    expect(stateOf({ status: "in-progress", lost: false, stop: { ...stop, rung } })).toBe("stopping");
  });
  test("reads Lost when nobody can say what it does", () => {
    expect(stateOf({ status: "in-progress", lost: false, stop: { ...stop, reason: "lost" } })).toBe("lost");
    expect(stateOf({ status: "in-progress", lost: true, stop: null })).toBe("lost");
    expect(stateOf({ status: "in-progress", lost: true, stop })).toBe("lost");
  });
  test("reads In progress while nobody asked it to stop", () => {
    expect(stateOf({ status: "in-progress", lost: false, stop: null })).toBe("in-progress");
  });
});

test("what has ended is never shown as stopping", () => {
  for (const status of ["success", "failed", "terminated"] as const)
    expect(stateOf({ status, stop, lost: false })).toBe(status);
});

test("that nothing is left running is said of what is proven, and of nothing else", () => {
  const proven = {
    status: "terminated",
    stop: { ...stop, rung: "verified" },
    lost: false,
    unverified: false,
  } as const;
  expect(meaningOf(proven)).toContain("nothing of it is left running");
  expect(stateWords(proven)).toBe("Terminated");
  const lost = { ...proven, stop, unverified: true };
  expect(meaningOf(lost)).toContain("Nobody could prove");
  expect(stateWords(lost)).toBe("Terminated, unverified");
  expect(stateWords({ ...lost, status: "failed" })).toBe("Failed, unverified");
  expect(meaningOf({ ...proven, stop: null })).toContain("it was not running");
  for (const { meaning } of Object.values(STATES)) expect(meaning).not.toContain("left running");
});

test("every rung has words", () => {
  for (const rung of STOP_RUNGS) expect(RUNG_WORDS[rung]).toBeTruthy();
});
