import { expect, test } from "vitest";
import { numberFormat } from "#components/locale/format-number.ts";
import { DEFAULT_POLICY } from "#server/domain/policy-values.ts";
import { rollBackWords } from "./roll-back-words.ts";

const english = numberFormat("en");

const NOTHING = {
  running: 0,
  stopping: 0,
  alreadyPast: 0,
  endingSoon: 0,
  resetWaitSeconds: 0,
  liveResetWaitSeconds: 0,
  drainWaitSeconds: 0,
  liveDrainWaitSeconds: 0,
  waitedTooLong: 0,
  cut: { failed: 0, rerun: 0 },
};
const THREE = { ...NOTHING, running: 3, drainWaitSeconds: 540, cut: { failed: 3, rerun: 0 } };
const target = (created: number) => ({ created, next: 8, policy: DEFAULT_POLICY });
const PROGRAM = { needsNewReplicas: true, movesDeadlines: false, fromStart: [] };

test("what runs is waited for, what waits starts on the new revision", () => {
  expect(rollBackWords(target(12), THREE, PROGRAM, "new", english)).toEqual([
    "3 executions run now. They keep the policy that was copied at their start.",
    "The old replicas drain: that waits up to 9 min, to the last deadline of what they run and the stop behind it.",
    "12 waiting, and new ones, start on revision 8.",
  ]);
  expect(rollBackWords(target(0), NOTHING, PROGRAM, "new", english)).toEqual([
    "Nothing runs now.",
    "New executions start on revision 8.",
  ]);
});

test("with force what runs is said to be stopped", () => {
  expect(rollBackWords(target(0), THREE, PROGRAM, "cut", english)[0]).toMatch(
    /^3 executions are told to stop now,.* 3 end as failed\.$/,
  );
});
