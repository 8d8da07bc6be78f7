import { expect, test } from "vitest";
import { samplesCsv } from "./samples-csv.ts";

const at = (seconds: number) => new Date(seconds * 1_000);

test("series are rows in the order of time, with a column for each metric, whatever its name", () => {
  const csv = samplesCsv([
    {
      attempt: 2,
      startedAt: at(10),
      endedAt: null,
      usageOf: "execution",
      usage: [{ at: at(12), cpuCores: 1.5, memoryBytes: 2_048, gpuPercent: 97, gpuMemoryBytes: null }],
      progress: [
        { at: at(11), percent: 5, metrics: { "loss, mean": 2.5 } },
        { at: at(12.5), percent: null, metrics: null },
      ],
    },
  ]);
  expect(csv.split("\r\n")).toEqual([
    'attempt,time,seconds,progress_percent,"metric.loss, mean",cpu_cores,memory_bytes,busiest_gpu_percent,gpu_memory_bytes',
    "2,1970-01-01T00:00:11.000Z,1,5,2.5,,,,",
    "2,1970-01-01T00:00:12.000Z,2,,,1.5,2048,97,",
    "2,1970-01-01T00:00:12.500Z,2.5,,,,,,",
    "",
  ]);
});
