import { expect, test } from "vitest";
import { DRILL_START_MS, type DrillRun, drillPhase, drillStep, type EndedRun, judgeDrill } from "./drill.ts";

const T0 = Date.parse("2026-01-01T12:00:00.000Z");
const at = (seconds: number) => new Date(T0 + seconds * 1_000);
const run = (overrides: Partial<DrillRun> = {}): DrillRun => ({
  status: "in-progress",
  createdAt: at(0),
  startedAt: at(1),
  stopReason: null,
  ...overrides,
});

test("a drill is started, waited for, stopped after its time, and judged at its end", () => {
  expect(drillStep(5, null, at(0))).toBe("start");
  expect(drillStep(5, run({ status: "created", startedAt: null }), at(9))).toBe("wait");
  expect(drillStep(5, run({ status: "created", startedAt: null }), new Date(T0 + DRILL_START_MS))).toBe(
    "give-up",
  );
  expect(drillStep(5, run(), at(5.9))).toBe("wait");
  expect(drillStep(5, run(), at(6))).toBe("stop");
  expect(drillStep(5, run({ stopReason: "terminated" }), at(60))).toBe("wait");
  expect(drillStep(5, run({ status: "terminated", stopReason: "terminated" }), at(60))).toBe("judge");
});

test("where it stands is told by its run", () => {
  expect(drillPhase(null)).toBe("starting");
  expect(drillPhase(run({ status: "created", startedAt: null }))).toBe("waiting");
  expect(drillPhase(run())).toBe("running");
  expect(drillPhase(run({ stopReason: "terminated" }))).toBe("stopping");
  expect(drillPhase(run({ status: "terminated", stopReason: "terminated" }))).toBe("ended");
});

const stop = {
  executionId: "a",
  attempt: 1,
  requestedAt: at(6),
  verifiedAt: at(8),
  signal: null,
  seen: true,
  saved: true,
};
const ended = (overrides: Partial<EndedRun> = {}): EndedRun => ({
  ...run({ status: "terminated", stopReason: "terminated" }),
  runtime: "python",
  policy: { gracePeriod: 30, killWait: 5 },
  revision: 3,
  stop,
  ...overrides,
});

test("what ends without a signal has passed, and how long it took and may take is told", () => {
  expect(judgeDrill(ended())).toEqual({
    outcome: "passed",
    findings: { tookMs: 2_000, allowedMs: 30_000, signal: null, saved: true, ranMs: 5_000, revision: 3 },
  });
});

test("code that needs a signal fails; a command is asked by SIGTERM and fails at SIGKILL", () => {
  const term = { ...stop, signal: "SIGTERM" } as const;
  expect(judgeDrill(ended({ stop: term })).outcome).toBe("failed");
  expect(judgeDrill(ended({ stop: term, runtime: "command" }))).toMatchObject({
    outcome: "passed",
    findings: { allowedMs: 35_000 },
  });
  expect(judgeDrill(ended({ stop: { ...stop, signal: "SIGKILL" }, runtime: "command" })).outcome).toBe(
    "failed",
  );
});

test("what says nothing of the code is no verdict on it", () => {
  expect(judgeDrill(ended({ startedAt: null, stop: null, policy: null })).outcome).toBe("not-started");
  expect(judgeDrill(ended({ status: "success", stop: null, stopReason: null })).outcome).toBe("ended-early");
  expect(judgeDrill(ended({ stopReason: "timeout" })).outcome).toBe("other-stop");
  expect(judgeDrill(ended({ stop: { ...stop, verifiedAt: null } })).outcome).toBe("unverified");
});
