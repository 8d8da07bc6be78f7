import { expect, test } from "vitest";
import { MOST_SAMPLES, USAGE_SLOT_MS } from "../domain/samples.ts";
import { ManualClock } from "../manual-clock.ts";
import { createMark } from "../process/survivors.ts";
import type { AgentEvent } from "../protocol/runner-agent.ts";
import type { WorkerUsage } from "./run-meter.ts";
import { type SampledRun, startSampling } from "./usage-sampling.ts";

type Usage = Extract<AgentEvent, { type: "usage" }>;

/** Runs that use one core and `bytesAt` of memory, each in a worker of its own or all in one. */
function stage(count: number, bytesAt: (ms: number) => number, shared = false) {
  const clock = new ManualClock();
  const runs = Array.from(
    { length: count },
    (_, n): SampledRun => ({
      ref: { executionId: `e${n}`, attempt: 1 },
      mark: createMark(shared ? "worker" : `worker-${n}`, null),
      isOver: false,
      deadline: {
        get elapsedMs() {
          return clock.monotonic();
        },
      },
    }),
  );
  const told: Usage[] = [];
  const sample = (marks: Iterable<{ nonce: string }>) => {
    const now = clock.monotonic();
    const usage: WorkerUsage = { cpuSeconds: now / 1_000, memoryBytes: bytesAt(now), gpu: null };
    return new Map([...marks].map(({ nonce }) => [nonce, usage]));
  };
  startSampling({ clock, meter: { sample }, runs: () => runs, record: (event) => told.push(event as Usage) });
  return { clock, told, runs };
}

test("each attempt is told about, with the cores since the sample before", () => {
  const { clock, told } = stage(2, () => 7);
  clock.advance(2 * USAGE_SLOT_MS);
  expect(told).toMatchObject([
    { executionId: "e0", slot: 2, cpuCores: 1, memoryBytes: 7, gpuPercent: null, gpuMemoryBytes: null },
    { executionId: "e1", slot: 2, cpuCores: 1 },
  ]);
});

test("attempts that share a worker are each told what the worker uses", () => {
  const { clock, told } = stage(3, () => 7, true);
  clock.advance(2 * USAGE_SLOT_MS);
  expect(told.map(({ executionId, cpuCores }) => [executionId, cpuCores])).toEqual([
    ["e0", 1],
    ["e1", 1],
    ["e2", 1],
  ]);
});

test("a long run is sampled less and less often, and a peak between two samples is not missed", () => {
  const peak = 10.1 * MOST_SAMPLES * USAGE_SLOT_MS;
  const { clock, told } = stage(1, (ms) => (Math.abs(ms - peak) < USAGE_SLOT_MS ? 99 : 1));
  clock.advance(12 * MOST_SAMPLES * USAGE_SLOT_MS);
  // 1,000 at every slot, then 500 for each doubling: 2, 4, 8 and half of 16.
  expect(told.length).toBeGreaterThan(2_500);
  expect(told.length).toBeLessThan(2_800);
  expect(told.filter(({ memoryBytes }) => memoryBytes === 99)).toHaveLength(1);
  expect(new Set(told.map(({ cpuCores }) => cpuCores))).toEqual(new Set([1]));
});

test("what is over is not measured", () => {
  const { clock, told, runs } = stage(1, () => 7);
  clock.advance(2 * USAGE_SLOT_MS);
  runs[0] = { ...(runs[0] as SampledRun), isOver: true };
  clock.advance(10 * USAGE_SLOT_MS);
  expect(told).toHaveLength(1);
});
