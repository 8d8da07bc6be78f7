import { expect, test } from "vitest";
import { rollBackWords } from "./roll-back-words.ts";

const NOTHING = {
  running: 0,
  alreadyPast: 0,
  endingSoon: 0,
  resetWaitSeconds: 0,
  waitedTooLong: 0,
  cut: { failed: 0, rerun: 0 },
};
const THREE = { ...NOTHING, running: 3, cut: { failed: 3, rerun: 0 } };

test("what runs ends where it runs, what waits starts on the new revision", () => {
  expect(rollBackWords(12, THREE, 8, false)).toEqual([
    "3 executions run now and end where they run, by their own policies and deadlines.",
    "12 waiting, and new ones, start on revision 8.",
  ]);
  expect(rollBackWords(0, NOTHING, 8, false)).toEqual([
    "Nothing runs now.",
    "New executions start on revision 8.",
  ]);
});

test("with force what runs is said to be stopped", () => {
  expect(rollBackWords(0, THREE, 8, true)[0]).toMatch(
    /^3 executions are told to stop now,.* 3 end as failed\.$/,
  );
});
