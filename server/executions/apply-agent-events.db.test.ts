import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildReplica } from "#db/testing-builders.ts";
import { systemClock } from "#server/clock.ts";
import type { Context } from "#server/context.ts";
import type { AgentEvent } from "#server/protocol/runner-agent.ts";
import { applyAgentEvents } from "./apply-agent-events.ts";
import { agentBatches } from "./testing-agent-batches.ts";

let db: TestDatabase;
let ctx: Context;
beforeAll(async () => {
  db = await createTestDatabase();
  ctx = { database: db.database, clock: systemClock, actor: "runner" };
});
afterAll(() => db.drop());

let agent: Awaited<ReturnType<typeof agentBatches>>;
beforeEach(async () => {
  agent = await agentBatches(ctx);
});

describe("an attempt that runs through", () => {
  test("one batch says when it began and how it ended", async () => {
    const acked = await agent.apply(
      agent.next({ type: "started", pid: 42, ...agent.ref() }),
      agent.next(agent.ended({ output: { model: "m.bin" }, exitCode: 0 })),
    );
    expect(acked).toEqual(new Map([[agent.replicaId, 2]]));
    expect(await agent.row()).toMatchObject({
      status: "success",
      reason: null,
      message: "Execution finished",
      output: { model: "m.bin" },
      error: null,
      events: ["started", "ended"],
    });
    expect(await agent.attemptRow()).toMatchObject({ outcome: "success", worker_pid: 42, exit_code: 0 });
  });

  test("an error is kept with its type, message and stack", async () => {
    const error = { type: "ValueError", message: "no such file: x\nmore", stack: "Traceback" };
    await agent.apply(agent.next(agent.ended({ outcome: { type: "raised" }, error, exitCode: 1 })));
    expect(await agent.row()).toMatchObject({
      status: "failed",
      reason: "error",
      message: "ValueError: no such file: x",
      error,
    });
  });

  test("the newest progress, checkpoint and saved state win", async () => {
    const progress = (percent: number) =>
      agent.next({
        type: "progress",
        percent,
        message: `${percent} %`,
        metrics: { loss: 1 / percent },
        ...agent.ref(),
      });
    await agent.apply(
      progress(10),
      progress(250),
      agent.next({ type: "checkpoint", intervalMs: 6, ...agent.ref() }),
    );
    await agent.apply(
      agent.next({ type: "saved", state: { epoch: 3 }, ...agent.ref() }),
      agent.next({ type: "saved", state: { epoch: 4 }, ...agent.ref() }),
    );
    expect(await agent.row()).toMatchObject({
      status: "in-progress",
      progress: 100,
      progress_message: "250 %",
      metrics: { loss: 1 / 250 },
      checkpoint_interval_ms: 6,
      saved_state: { epoch: 4 },
      events: ["state_saved", "state_saved"],
    });
  });

  test("text that the database can't keep does not hold anything up", async () => {
    await agent.apply(
      agent.next({ type: "log", firstLine: 0, lines: [[1, "o", "a\0b\uD800"]], ...agent.ref() }),
      agent.next(agent.ended({ output: { "k\0": "\uDC00" } })),
    );
    expect(await agent.row()).toMatchObject({ status: "success", output: { "k\uFFFD": "\uFFFD" } });
  });

  test("a result that the database refuses ends the execution all the same and says why", async () => {
    let deep: unknown = "core";
    for (let depth = 0; depth < 20_000; depth += 1) deep = [deep];
    await agent.apply(agent.next(agent.ended({ output: deep })));
    expect(await agent.row()).toMatchObject({
      status: "success",
      output: null,
      error: { type: "ResultNotKept" },
    });
  });
});

test("a replica is ready when its agent says so; one that has failed takes nothing new, and keeps why", async () => {
  const replica = await buildReplica(db.database, { state: "starting", readyAt: null });
  const batch = (event: AgentEvent) =>
    applyAgentEvents(ctx, [{ replicaId: replica.id, events: [agent.next(event)] }]);
  const state = async () =>
    (await db.database.sql`select state, drain_cause, last_error from replicas where id = ${replica.id}`)[0];
  await batch({ type: "ready" });
  expect(await state()).toEqual({ state: "ready", drain_cause: null, last_error: null });
  await batch({ type: "replica_failed", message: "No module named torch" });
  expect(await state()).toEqual({
    state: "draining",
    drain_cause: "failed",
    last_error: "No module named torch",
  });
});

test("a replica that nobody knows is not acknowledged", async () => {
  const stranger = "01890000-0000-7000-8000-000000000000";
  const acked = await applyAgentEvents(ctx, [
    { replicaId: stranger, events: [agent.next({ type: "ready" })] },
  ]);
  expect(acked).toEqual(new Map());
});
