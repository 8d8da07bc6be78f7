import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution } from "#db/testing-builders.ts";
import { systemClock } from "#server/clock.ts";
import type { Context } from "#server/context.ts";
import type { Policy } from "#server/domain/policy.ts";
import { DEFAULT_POLICY } from "#server/domain/policy-values.ts";
import type { AgentEvent } from "#server/protocol/runner-agent.ts";
import { getExecution } from "./get.ts";
import { listEvents } from "./list-events.ts";
import { agentVoice } from "./testing-agent-voice.ts";

let db: TestDatabase;
let ctx: Context;
beforeAll(async () => {
  db = await createTestDatabase();
  ctx = { database: db.database, clock: systemClock, actor: "runner" };
});
afterAll(() => db.drop());

async function running(policy: Partial<Policy> = {}) {
  const execution = await buildExecution(db.database, {
    status: "in-progress",
    policy: { ...DEFAULT_POLICY, ...policy },
  });
  const { say } = agentVoice(ctx, execution);
  const ref = { executionId: execution.id, attempt: 1 };
  const stopped = { type: "ended", ...ref, outcome: { type: "stopped" } } as const;
  const end: AgentEvent = { ...stopped, exitCode: 0, exitSignal: null, strays: 0 };
  return { id: execution.id, ref, say, end, now: () => getExecution(ctx, execution) };
}

describe("an execution that stalls", () => {
  test("is marked so until it moves again, and goes on", async () => {
    const { id, ref, say, now } = await running();
    await say({ type: "stalled", ...ref, seconds: 30 });
    expect(await now()).toMatchObject({ status: "in-progress", stop: null, stalledAt: expect.any(Date) });
    await say({ type: "moving_again", ...ref });
    expect(await now()).toMatchObject({ stalledAt: null });
    const told = (await listEvents(ctx, { id })).map(({ type, data }) => [type, data]);
    expect(told).toEqual([
      ["stalled", { seconds: 30 }],
      ["moving_again", {}],
    ]);
  });

  test("is so no more once it has ended, and says why it was stopped", async () => {
    const { ref, say, now, end } = await running();
    await say({ type: "stalled", ...ref, seconds: 30 });
    await say({ type: "stop_started", ...ref, reason: "stalled", note: "No output for 30 s" });
    await say(end);
    expect(await now()).toMatchObject({
      status: "failed",
      reason: "stalled",
      message: "Execution was stopped because it made no progress. No output for 30 s",
      stalledAt: null,
    });
  });
});

describe("an execution over its memory limit", () => {
  const note = "It held 212 MiB, and its limit is 150 MiB";

  test("fails as out of memory, with the figures", async () => {
    const { ref, say, now, end } = await running();
    await say({ type: "stop_started", ...ref, reason: "out-of-memory", note });
    await say(end);
    const message = `Execution ran out of memory. ${note}`;
    expect(await now()).toMatchObject({ status: "failed", reason: "out-of-memory", message });
  });

  test("is run again where On reset says so, and its first attempt keeps the figures", async () => {
    const { ref, say, now, end } = await running({ onReset: "rerun" });
    await say({ type: "stop_started", ...ref, reason: "out-of-memory", note });
    await say(end);
    expect(await now()).toMatchObject({
      status: "created",
      attempt: 2,
      attempts: [{ outcome: "rerun", reason: "out-of-memory", message: expect.stringContaining("212 MiB") }],
    });
  });
});
