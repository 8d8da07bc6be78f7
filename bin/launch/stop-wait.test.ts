import { expect, test } from "vitest";
import { describeStopWait, runnerPatienceMs } from "./stop-wait.ts";

test("a stop with nothing running waits for nothing", () => {
  expect(describeStopWait({ running: 0, longestMs: 0 })).toBeNull();
});

test("a stop says what it waits for and for how long at most", () => {
  expect(describeStopWait({ running: 1, longestMs: 35_000 })).toBe(
    "asking 1 running execution to stop; this takes 35 s at most (Ctrl-C again to not wait)",
  );
  expect(describeStopWait({ running: 3, longestMs: 1_500 })).toMatch(
    /^asking 3 running executions.* 2 s at most/,
  );
});

test("the runner is given more time than any execution may take", () => {
  expect(runnerPatienceMs({ running: 1, longestMs: 35_000 })).toBeGreaterThan(35_000);
});
