import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution, buildReplica } from "#db/testing-builders.ts";
import { systemClock } from "#server/clock.ts";
import type { Context } from "#server/context.ts";
import { MOST_SAMPLES } from "#server/domain/samples.ts";
import type { AgentEvent, SequencedEvent } from "#server/protocol/runner-agent.ts";
import { applyAgentEvents } from "./apply-agent-events.ts";
import { executionRows } from "./list.ts";
import { ReadSamplesInput, readSamples } from "./read-samples.ts";

let db: TestDatabase;
let ctx: Context;
beforeAll(async () => {
  db = await createTestDatabase();
  ctx = { database: db.database, clock: systemClock, actor: "runner" };
});
afterAll(() => db.drop());

let execution: Awaited<ReturnType<typeof buildExecution>>;
let began: number;
let seq = 0;
beforeEach(async () => {
  execution = await buildExecution(db.database, { status: "in-progress" });
  began = (execution.startedAt as Date).getTime();
  seq = 0;
});

const ref = () => ({ executionId: execution.id, attempt: 1 });
const at = (ms: number, event: AgentEvent): SequencedEvent => {
  seq += 1;
  return { seq, at: new Date(began + ms).toISOString(), event };
};
const usage = (slot: number, more: object = {}): AgentEvent => ({
  type: "usage",
  slot,
  cpuCores: 1.5,
  memoryBytes: 3_000_000_000,
  gpuPercent: null,
  gpuMemoryBytes: null,
  ...ref(),
  ...more,
});
const progress = (percent: number | null, metrics: Record<string, number> | null): AgentEvent => ({
  type: "progress",
  percent,
  message: null,
  metrics,
  ...ref(),
});
const apply = (events: SequencedEvent[], replicaId = execution.replicaId as string) =>
  applyAgentEvents(ctx, [{ replicaId, events }]);
const read = (more: object = {}) => readSamples(ctx, ReadSamplesInput.parse({ id: execution.id, ...more }));

test("a list tells the first progress of an attempt that may have gone on from an earlier one", async () => {
  const firstProgress = async () => (await executionRows(ctx, [execution.id]))[0]?.firstProgress;
  await apply([at(1_000, progress(null, { loss: 2.5 })), at(2_000, progress(61, null))]);
  await apply([at(9_000, progress(70, null))]);
  expect(await firstProgress()).toBeNull();
  await db.database.sql`update executions set rerun_of = id where id = ${execution.id}`;
  expect(await firstProgress()).toEqual({ percent: 61, at: new Date(began + 2_000) });
});

test("what an attempt used and reported is kept over its time", async () => {
  await apply([
    at(1_000, progress(10, { loss: 2.5 })),
    at(2_000, usage(1)),
    at(4_000, usage(2, { gpuPercent: 97, gpuMemoryBytes: 22_000_000_000 })),
    at(4_100, progress(20, { loss: 1.25, accuracy: 0.5 })),
  ]);
  const [samples] = await read();
  expect(samples).toMatchObject({ attempt: 1, endedAt: null, usageOf: "execution" });
  expect(samples?.usage).toEqual([
    { at: new Date(began + 2_000), cpuCores: 1.5, memoryBytes: 3e9, gpuPercent: null, gpuMemoryBytes: null },
    { at: new Date(began + 4_000), cpuCores: 1.5, memoryBytes: 3e9, gpuPercent: 97, gpuMemoryBytes: 22e9 },
  ]);
  expect(samples?.progress).toEqual([
    { at: new Date(began + 1_000), percent: 10, metrics: { loss: 2.5 } },
    { at: new Date(began + 4_100), percent: 20, metrics: { loss: 1.25, accuracy: 0.5 } },
  ]);
});

test("of what is reported faster than it is kept the newest stays", async () => {
  await apply([at(0, progress(1, null)), at(100, progress(2, null))]);
  await apply([at(200, progress(3, null)), at(300, progress(4, null))]);
  expect((await read())[0]?.progress.map(({ percent }) => percent)).toEqual([3, 4]);
});

test("a run of hours keeps about a thousand points, evenly", async () => {
  const last = 5 * MOST_SAMPLES;
  const step = (slot: number) => 2 ** Math.max(0, Math.ceil(Math.log2((slot + 1) / MOST_SAMPLES)));
  const slots = Array.from({ length: last }, (_, slot) => slot).filter((slot) => slot % step(slot) === 0);
  for (let from = 0; from < slots.length; from += 500)
    await apply(slots.slice(from, from + 500).map((slot) => at(slot * 2_000, usage(slot))));
  const times = (await read({ points: 1_000 }))[0]?.usage.map((point) => point.at.getTime()) ?? [];
  expect(times.length).toBe(last / 8);
  expect(new Set(times.slice(1).map((time, n) => time - (times[n] ?? 0)))).toEqual(new Set([16_000]));
});

test("fewer points are asked for: they are spread evenly, and the newest is among them", async () => {
  await apply(Array.from({ length: 100 }, (_, slot) => at(slot * 2_000, usage(slot))));
  const points = (await read({ points: 10 }))[0]?.usage ?? [];
  expect(points).toHaveLength(10);
  expect(points.at(-1)?.at).toEqual(new Date(began + 198_000));
});

describe("who may tell", () => {
  test("an agent on which it is not placed changes nothing", async () => {
    const elsewhere = await buildReplica(db.database);
    await apply([at(2_000, usage(1)), at(2_000, progress(50, null))], elsewhere.id);
    expect(await read()).toMatchObject([{ usage: [], progress: [] }]);
  });

  test("what an attempt used does not change the execution, so that it costs one row", async () => {
    const version = () => db.database.sql`select xmin::text from executions where id = ${execution.id}`;
    const before = await version();
    await apply([at(2_000, usage(1))]);
    expect(await version()).toEqual(before);
  });
});

test("the longest time without a checkpoint stays with the attempt", async () => {
  const ended = { outcome: { type: "returned" }, exitCode: 0, exitSignal: null, strays: 0 } as const;
  await apply([at(5_000, { type: "ended", ...ended, ...ref(), longestCheckpointGapMs: 4_200 })]);
  const [row] = await db.database
    .sql`select longest_checkpoint_gap_ms as gap from attempts where execution_id = ${execution.id}`;
  expect(row).toEqual({ gap: 4_200 });
});

describe("what is not there", () => {
  test("an execution that waits has no samples, and none that never was", async () => {
    const { id } = await buildExecution(db.database, { status: "created" });
    expect(await read({ id })).toEqual([]);
    await expect(read({ id: "01890000-0000-7000-8000-000000000000" })).rejects.toThrow(
      "There is no execution",
    );
  });

  test("an attempt that never was is named", async () => {
    await expect(read({ attempt: 9 })).rejects.toThrow("has no attempt 9");
    expect(() => ReadSamplesInput.parse({ id: execution.id, points: 5 })).toThrow("from 10 to 1000");
  });
});
