import { expect, test } from "vitest";
import { describeStopWait, runnerPatienceMs } from "./stop-wait.ts";

test("a stop with nothing running waits for nothing", () => {
  expect(describeStopWait({ running: 0, longestMs: 0 })).toBe("nothing is running");
});

test("a stop says what it waits for and for how long at most", () => {
  expect(describeStopWait({ running: 1, longestMs: 35_000 })).toBe(
    "asking 1 running execution to stop; this takes 35 s at most (Ctrl-C again to kill what is left)",
  );
  expect(describeStopWait({ running: 3, longestMs: 1_500 })).toMatch(
    /^asking 3 running executions.* 2 s at most/,
  );
});

test("while the database does not answer nobody says that nothing runs, and the runner is not killed", () => {
  expect(describeStopWait(null)).toMatch(/^asking all that runs to stop; the database does not say/);
  expect(runnerPatienceMs(null, 3_600_000)).toBeGreaterThan(0);
});

test("the runner is given more time than any execution may take, counted from the request", () => {
  expect(runnerPatienceMs({ running: 1, longestMs: 35_000 }, 0)).toBeGreaterThan(35_000);
  expect(runnerPatienceMs({ running: 1, longestMs: 35_000 }, 60_000)).toBeLessThanOrEqual(0);
});
