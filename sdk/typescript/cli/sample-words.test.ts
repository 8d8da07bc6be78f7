import { expect, test } from "vitest";
import { answers, asked, curfew } from "./testing-api.ts";

test("samples are told in a line an attempt, and whole as JSON", async () => {
  const rows = [
    {
      attempt: 2,
      startedAt: "2026-11-01T10:00:00.000Z",
      endedAt: null,
      usageOf: "execution",
      usage: [
        { at: "", cpuCores: 1, memoryBytes: 512 * 1_048_576, gpuPercent: 97, gpuMemoryBytes: 22 * 2 ** 30 },
        { at: "", cpuCores: 2, memoryBytes: 256 * 1_048_576, gpuPercent: 90, gpuMemoryBytes: 20 * 2 ** 30 },
      ],
      progress: [
        { at: "", percent: 40, metrics: { loss: 0.12345678 } },
        { at: "", percent: 41, metrics: null },
      ],
    },
    { attempt: 3, startedAt: "", endedAt: null, usageOf: "shared-worker", usage: [], progress: [] },
  ];
  answers["GET /executions/e1/samples"] = [{ json: { rows } }];
  const { out } = await curfew("executions", "samples", "e1", "--attempt", "2");
  expect(out.split("\n").map((line) => line.trim().split(/ {2,}/))).toEqual([
    ["ATTEMPT", "SAMPLES", "PROGRESS", "CPU", "MEMORY", "GPU", "GPU MEMORY", "METRICS"],
    ["2", "2", "41 %", "1.50 cores", "512 MiB", "97 %", "22.0 GiB", "loss=0.1235"],
    ["3", "0", "-", "-", "-", "-", "-", "-"],
    [""],
  ]);
  expect(asked[0]?.input).toEqual({ attempt: "2", points: "500" });
  expect(JSON.parse((await curfew("--json", "executions", "samples", "e1")).out)).toEqual(rows);
});

test("what has not begun has none", async () => {
  answers["GET /executions/e1/samples"] = [{ json: { rows: [] } }];
  expect((await curfew("executions", "samples", "e1")).out).toBe("no attempt has begun\n");
});
