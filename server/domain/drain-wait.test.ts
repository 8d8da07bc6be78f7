import { expect, test } from "vitest";
import { drainWaitMs, type PlacedRun, resetWaitMs } from "./drain-wait.ts";

const NOW = 1_000_000;

/** Its deadline is 60 s away. */
function run(overrides: Partial<PlacedRun> = {}): PlacedRun {
  return {
    replicaId: "a",
    isolation: "shared",
    deadlineAt: new Date(NOW + 60_000),
    policy: { gracePeriod: 30, killWait: 5, drainTime: 600 },
    stopReason: null,
    stopMode: null,
    stopRequestedAt: null,
    stopMoreSeconds: 0,
    ...overrides,
  };
}

test("a drain waits for the last deadline and the whole stop behind it", () => {
  const short = run({ isolation: "process", deadlineAt: new Date(NOW + 1_000) });
  expect(drainWaitMs([short, run({ isolation: "process" })], NOW)).toBe(95_000);
  expect(drainWaitMs([], NOW)).toBe(0);
});

test("what is stopping has the rest of its stop, with what it was given", () => {
  const stopping = run({
    isolation: "process",
    stopReason: "terminated",
    stopRequestedAt: new Date(NOW - 10_000),
    stopMoreSeconds: 7,
  });
  expect(drainWaitMs([stopping], NOW)).toBe(32_000);
  expect(drainWaitMs([{ ...stopping, stopMode: "now" }], NOW)).toBe(2_000);
});

test("a shared worker has the longest kill wait of those in it once the last was waited for", () => {
  const patient = run({
    deadlineAt: new Date(NOW),
    policy: { gracePeriod: 0, killWait: 50, drainTime: 600 },
  });
  expect(drainWaitMs([run(), patient], NOW)).toBe(140_000);
});

test("a stop of a process or command of its own makes nobody wait", () => {
  expect(resetWaitMs([run({ isolation: "process" }), run({ isolation: "process" })], NOW)).toBe(0);
});

test("a reset of a shared worker waits for neighbours only, with their grace period behind the deadline", () => {
  expect(resetWaitMs([run(), run({ deadlineAt: new Date(NOW + 1_000) })], NOW)).toBe(90_000);
  expect(resetWaitMs([run(), run({ replicaId: "b" })], NOW)).toBe(0);
});

test("and never longer than the drain time behind the deadline", () => {
  const policy = { gracePeriod: 30, killWait: 5, drainTime: 10 };
  expect(resetWaitMs([run({ policy }), run({ policy })], NOW)).toBe(70_000);
});

test("nobody waits for what ignores its own stop", () => {
  const deaf = run({ stopReason: "timeout", stopRequestedAt: new Date(NOW - 31_000) });
  expect(resetWaitMs([deaf, deaf], NOW)).toBe(0);
});
