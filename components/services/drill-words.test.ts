import { expect, test } from "vitest";
import { numberFormat } from "#components/locale/format-number.ts";
import type { DrillView } from "#server/domain/drill.ts";
import { drillSentence } from "./drill-words.ts";

const english = numberFormat("en");

const drill = (overrides: Partial<DrillView>): DrillView => ({
  id: "d",
  functionName: "train",
  input: {},
  runSeconds: 90,
  createdAt: new Date(0),
  createdBy: "ada",
  executionId: "e",
  outcome: null,
  phase: "running",
  endedAt: null,
  ...overrides,
});

test("what has not happened is not said to have happened", () => {
  expect(drillSentence(drill({ executionId: null, phase: "starting" }), english)).toBe(
    "It is being started.",
  );
  expect(drillSentence(drill({ phase: "waiting" }), english)).toBe(
    "Nothing runs it yet. Once it has run for 1 min 30 s it is asked to stop.",
  );
  expect(drillSentence(drill({}), english)).toBe(
    "It runs. Once it has run for 1 min 30 s it is asked to stop.",
  );
  expect(drillSentence(drill({ phase: "stopping" }), english)).toBe(
    "It was asked to stop, and has not ended yet.",
  );
});

test("a verdict says how long it took of how long it has, what ended it and whether it saved", () => {
  const found = { tookMs: 1_200, allowedMs: 30_000, signal: null, saved: true };
  expect(drillSentence(drill({ ...found, outcome: "passed" }), english)).toBe(
    "Stopped in 1.2 s of the 30.0 s that it has, without a signal. It saved its state.",
  );
  expect(
    drillSentence(drill({ ...found, outcome: "failed", signal: "SIGKILL", saved: false }), english),
  ).toBe(
    "It did not stop by itself: SIGKILL ended it, 1.2 s after the request. It saved nothing after the request.",
  );
});
