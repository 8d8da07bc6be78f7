import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution, buildReplica } from "#db/testing-builders.ts";
import { systemClock } from "#server/clock.ts";
import type { Context } from "#server/context.ts";
import { DEFAULT_POLICY } from "#server/domain/policy-values.ts";
import type { AgentEvent, SequencedEvent } from "#server/protocol/runner-agent.ts";
import { applyAgentEvents } from "./apply-agent-events.ts";
import { claimExecutions } from "./claim.ts";
import { terminateExecution } from "./terminate.ts";
import { placeAgain } from "./testing-place-again.ts";

let db: TestDatabase;
let ctx: Context;
beforeAll(async () => {
  db = await createTestDatabase();
  ctx = { database: db.database, clock: systemClock, actor: "runner" };
});
afterAll(() => db.drop());

let execution: Awaited<ReturnType<typeof buildExecution>>;
let replicaId: string;
let seq = 0;
beforeEach(async () => {
  execution = await buildExecution(db.database, {
    status: "in-progress",
    policy: { ...DEFAULT_POLICY, onReset: "rerun", maxAttempts: 2 },
  });
  replicaId = execution.replicaId as string;
  seq = 0;
});

const ref = (attempt = 1) => ({ executionId: execution.id, attempt });
function next(event: AgentEvent): SequencedEvent {
  seq += 1;
  return { seq, at: new Date(1_800_000_000_000 + seq).toISOString(), event };
}
const ended = (more: Partial<Extract<AgentEvent, { type: "ended" }>> = {}): AgentEvent => ({
  type: "ended",
  outcome: { type: "returned" },
  exitCode: 0,
  exitSignal: null,
  strays: 0,
  ...ref(),
  ...more,
});
const apply = (...events: SequencedEvent[]) => applyAgentEvents(ctx, [{ replicaId, events }]);

async function rowOf(id = execution.id) {
  const [row] = await db.database.sql`
    select *, (select coalesce(array_agg(type order by v.id), '{}') from execution_events v where v.execution_id = e.id)
      as events from executions e where id = ${id}`;
  return row as Record<string, unknown>;
}
async function attemptOf(attempt = 1) {
  const [row] = await db.database
    .sql`select * from attempts where execution_id = ${execution.id} and attempt = ${attempt}`;
  return row as Record<string, unknown>;
}

test("an event behind one that is missing waits until both come", async () => {
  const [first, second] = [next({ type: "started", pid: 42, ...ref() }), next(ended())];
  expect(await apply(second)).toEqual(new Map([[replicaId, 0]]));
  expect(await rowOf()).toMatchObject({ status: "in-progress", events: [] });
  expect(await apply(first, second)).toEqual(new Map([[replicaId, 2]]));
  expect(await rowOf()).toMatchObject({ status: "success", events: ["started", "ended"] });
});

describe("an attempt that runs through", () => {
  test("one batch says when it began and how it ended", async () => {
    const acked = await apply(
      next({ type: "started", pid: 42, ...ref() }),
      next(ended({ output: { model: "m.bin" }, exitCode: 0 })),
    );
    expect(acked).toEqual(new Map([[replicaId, 2]]));
    expect(await rowOf()).toMatchObject({
      status: "success",
      reason: null,
      message: "Execution finished",
      output: { model: "m.bin" },
      error: null,
      events: ["started", "ended"],
    });
    expect(await attemptOf()).toMatchObject({ outcome: "success", worker_pid: 42, exit_code: 0 });
  });

  test("an error is kept with its type, message and stack", async () => {
    const error = { type: "ValueError", message: "no such file: x\nmore", stack: "Traceback" };
    await apply(next(ended({ outcome: { type: "raised" }, error, exitCode: 1 })));
    expect(await rowOf()).toMatchObject({
      status: "failed",
      reason: "error",
      message: "ValueError: no such file: x",
      error,
    });
  });

  test("the newest progress, checkpoint and saved state win", async () => {
    const progress = (percent: number) =>
      next({ type: "progress", percent, message: `${percent} %`, metrics: { loss: 1 / percent }, ...ref() });
    await apply(progress(10), progress(250), next({ type: "checkpoint", intervalMs: 6, ...ref() }));
    await apply(
      next({ type: "saved", state: { epoch: 3 }, ...ref() }),
      next({ type: "saved", state: { epoch: 4 }, ...ref() }),
    );
    expect(await rowOf()).toMatchObject({
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
    await apply(
      next({ type: "log", firstLine: 0, lines: [[1, "o", "a\0b\uD800"]], ...ref() }),
      next(ended({ output: { "k\0": "\uDC00" } })),
    );
    expect(await rowOf()).toMatchObject({ status: "success", output: { "k\uFFFD": "\uFFFD" } });
  });

  test("a result that the database refuses ends the execution all the same and says why", async () => {
    let deep: unknown = "core";
    for (let depth = 0; depth < 20_000; depth += 1) deep = [deep];
    await apply(next(ended({ output: deep })));
    expect(await rowOf()).toMatchObject({
      status: "success",
      output: null,
      error: { type: "ResultNotKept" },
    });
  });
});

describe("each event counts once", () => {
  test("events that come again are not applied again", async () => {
    const events = [next({ type: "started", pid: 1, ...ref() }), next({ type: "saved", state: 1, ...ref() })];
    await apply(...events);
    expect(await apply(...events, next({ type: "saved", state: 2, ...ref() }))).toEqual(
      new Map([[replicaId, 3]]),
    );
    expect(await rowOf()).toMatchObject({
      events: ["started", "state_saved", "state_saved"],
      saved_state: 2,
    });
  });

  test("the same batch from two connections at the same time is applied once", async () => {
    const events = [next({ type: "started", pid: 1, ...ref() }), next(ended())];
    await Promise.all(Array.from({ length: 6 }, () => apply(...events)));
    expect(await rowOf()).toMatchObject({ status: "success", events: ["started", "ended"] });
  });

  test("log lines that come again are there once", async () => {
    const lines: [number, "o", string][] = [
      [1, "o", "one"],
      [2, "o", "two"],
    ];
    const event: AgentEvent = { type: "log", firstLine: 0, lines, ...ref() };
    await apply(next(event));
    await apply(next(event), next({ type: "log", firstLine: 2, lines: [[3, "o", "three"]], ...ref() }));
    const chunks = await db.database.sql`
      select first_line, line_count from log_chunks where execution_id = ${execution.id} order by 1`;
    expect([...chunks]).toEqual([
      { first_line: 0, line_count: 2 },
      { first_line: 2, line_count: 1 },
    ]);
  });
});

describe("stopping", () => {
  test("each rung is an event with its time, and the end proves it", async () => {
    await terminateExecution({ ...ctx, actor: "ada@example.org" }, { id: execution.id, note: "enough" });
    const rung = (name: "delivered" | "seen" | "saved" | "exited") =>
      next({ type: "rung_reached", rung: name, data: name === "seen" ? { by: "checkpoint" } : {}, ...ref() });
    await apply(rung("delivered"), rung("seen"));
    expect(await rowOf()).toMatchObject({ status: "in-progress", stop_rung: "seen", stop_seen: true });
    await apply(
      rung("saved"),
      rung("exited"),
      next(ended({ outcome: { type: "stopped" }, output: { part: 1 }, strays: 2 })),
    );
    expect(await rowOf()).toMatchObject({
      status: "terminated",
      message: "Execution received termination signal",
      stop_rung: "verified",
      output: { part: 1 },
      events: ["stop_requested", "delivered", "seen", "saved", "exited", "verified", "ended"],
    });
  });

  test("a deadline puts it back in the queue until its attempts are used up", async () => {
    const cut = (attempt: number) => [
      next({ type: "saved", state: { attempt }, ...ref(attempt) }),
      next({ type: "stop_started", reason: "timeout", note: "", ...ref(attempt) }),
      next(ended({ ...ref(attempt), outcome: { type: "stopped" }, exitCode: null, exitSignal: "SIGTERM" })),
    ];
    await apply(...cut(1));
    expect(await rowOf()).toMatchObject({
      status: "created",
      attempt: 2,
      replica_id: null,
      policy: null,
      stop_reason: null,
      saved_state: { attempt: 1 },
      progress: null,
    });
    expect(await attemptOf(1)).toMatchObject({ outcome: "rerun", reason: "timeout", exit_signal: "SIGTERM" });
    await placeAgain(db.database, execution, 2);
    await apply(...cut(2));
    expect(await rowOf()).toMatchObject({
      status: "failed",
      reason: "max-attempts",
      message: "Execution has reached max attempts",
      stop_reason: "timeout",
    });
  });
});

test("what a replica refused waits again as the same attempt and can be claimed again", async () => {
  await apply(next(ended({ outcome: { type: "refused" }, exitCode: null })));
  expect(await rowOf()).toMatchObject({ status: "created", attempt: 1, replica_id: null, events: ["rerun"] });
  const slots = [{ replicaId, serviceId: execution.serviceId, free: 1 }];
  const claimed = await claimExecutions(ctx, { runnerId: execution.runnerId as string, slots });
  expect(claimed.map(({ assignment }) => assignment.attempt)).toEqual([1]);
  expect(await attemptOf()).toMatchObject({ ended_at: null, outcome: null });
});

test("a replica is ready when its agent says so; one that has failed takes nothing new, and keeps why", async () => {
  const replica = await buildReplica(db.database, { state: "starting", readyAt: null });
  const batch = (event: AgentEvent) =>
    applyAgentEvents(ctx, [{ replicaId: replica.id, events: [next(event)] }]);
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
  const acked = await applyAgentEvents(ctx, [{ replicaId: stranger, events: [next({ type: "ready" })] }]);
  expect(acked).toEqual(new Map());
});
