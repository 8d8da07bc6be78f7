import { expect, test } from "vitest";
import { parseProcesses, parseUtilization } from "./gpu-usage.ts";

/** The form in which nvidia-smi answers with `--format=csv,noheader,nounits`. */
const FIRST = "GPU-5d0f3a5c-8a0c-6d2f-5b1e-0c8f7a1b2c3d";
const SECOND = "GPU-9b1c2d3e-4f50-6172-8394-a5b6c7d8e9f0";

test("a process on two GPUs is told for each", () => {
  expect(parseProcesses(`${FIRST}, 4121, 22518\n${SECOND}, 4121, 1024\n${SECOND}, 977, 312\n`)).toEqual([
    { gpu: FIRST, pid: 4121, memoryBytes: 22_518 * 1_048_576 },
    { gpu: SECOND, pid: 4121, memoryBytes: 1_024 * 1_048_576 },
    { gpu: SECOND, pid: 977, memoryBytes: 312 * 1_048_576 },
  ]);
});

test("memory that the driver does not tell is not known, rather than none", () => {
  expect(parseProcesses(`${FIRST}, 4121, [N/A]\r\n`)).toEqual([{ gpu: FIRST, pid: 4121, memoryBytes: null }]);
});

test("what is no line of the table is no process", () => {
  expect(parseProcesses("\n")).toEqual([]);
  expect(parseProcesses("No devices were found\n")).toEqual([]);
  expect(parseProcesses(`${FIRST}, [Unknown Error], 12\n`)).toEqual([]);
});

test("utilisation is read by GPU; one that does not tell is left out", () => {
  expect(parseUtilization(`${FIRST}, 97\n${SECOND}, [Not Supported]\n`)).toEqual(new Map([[FIRST, 97]]));
});
