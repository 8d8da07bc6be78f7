import { expect, test } from "vitest";
import { parseStat } from "./proc-files.ts";
import { parseLine } from "./ps-listing.ts";

test("/proc/<pid>/stat is read whatever name the process gave itself", () => {
  const rest =
    "S 7 42 42 0 -1 4194304 100 0 0 0 150 50 25 5 20 0 1 0 123456 1000000 200 18446744073709551615";
  for (const name of ["node", "a b", ") S 1 (", ""]) {
    expect(parseStat(`42 (${name}) ${rest}`)).toEqual({
      pid: 42,
      name,
      state: "S",
      parent: 7,
      group: 42,
      session: 42,
      cpuSeconds: 2,
      reapedCpuSeconds: 0.3,
      startTime: 123_456,
    });
  }
});

test("a line of ps is read", () => {
  expect(
    parseLine("  501     1   501 Ss    1-02:03:04.50 Mon Nov 23 06:49:41 2026     launchd helper "),
  ).toEqual([
    {
      pid: 501,
      parent: 1,
      group: 501,
      session: 0,
      state: "S",
      name: "launchd helper",
      cpuSeconds: 93_784.5,
      reapedCpuSeconds: 0,
      startTime: new Date(2026, 10, 23, 6, 49, 41).getTime(),
    },
  ]);
  expect(parseLine("")).toEqual([]);
});
