import { expect, test } from "vitest";
import { rollBackWords } from "./roll-back-words.ts";

const NONE = { created: 0, "in-progress": 0, stopping: 0, success: 0, failed: 0, terminated: 0 };

test("what runs ends where it runs, what waits starts on the new revision", () => {
  expect(rollBackWords({ ...NONE, "in-progress": 3, created: 12 }, 8)).toEqual([
    "3 executions run now and end where they run, by their own policies and deadlines.",
    "12 waiting, and new ones, start on revision 8.",
  ]);
  expect(rollBackWords(NONE, 8)).toEqual(["Nothing runs now.", "New executions start on revision 8."]);
});
