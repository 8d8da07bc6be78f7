/** What agents say of attempts that are stopped, cut or refused. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { systemClock } from "#server/clock.ts";
import type { Context } from "#server/context.ts";
import { claimExecutions } from "./claim.ts";
import { terminateExecution } from "./terminate.ts";
import { agentBatches } from "./testing-agent-batches.ts";
import { placeAgain } from "./testing-place-again.ts";

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

test("each rung is an event with its time, and the end proves it", async () => {
  await terminateExecution({ ...ctx, actor: "ada@example.org" }, { id: agent.execution.id, note: "enough" });
  const rung = (name: "delivered" | "seen" | "saved" | "exited") =>
    agent.next({
      type: "rung_reached",
      rung: name,
      data: name === "seen" ? { by: "checkpoint" } : {},
      ...agent.ref(),
    });
  await agent.apply(rung("delivered"), rung("seen"));
  expect(await agent.row()).toMatchObject({ status: "in-progress", stop_rung: "seen", stop_seen: true });
  await agent.apply(
    rung("saved"),
    rung("exited"),
    agent.next(agent.ended({ outcome: { type: "stopped" }, output: { part: 1 }, strays: 2 })),
  );
  expect(await agent.row()).toMatchObject({
    status: "terminated",
    message: "Execution received termination signal",
    stop_rung: "verified",
    output: { part: 1 },
    events: ["stop_requested", "delivered", "seen", "saved", "exited", "verified", "ended"],
  });
});

test("a deadline puts it back in the queue until its attempts are used up", async () => {
  const cut = (attempt: number) => [
    agent.next({ type: "saved", state: { attempt }, ...agent.ref(attempt) }),
    agent.next({ type: "stop_started", reason: "timeout", note: "", ...agent.ref(attempt) }),
    agent.next(
      agent.ended({
        ...agent.ref(attempt),
        outcome: { type: "stopped" },
        exitCode: null,
        exitSignal: "SIGTERM",
      }),
    ),
  ];
  await agent.apply(...cut(1));
  expect(await agent.row()).toMatchObject({
    status: "created",
    attempt: 2,
    replica_id: null,
    policy: null,
    stop_reason: null,
    saved_state: { attempt: 1 },
    progress: null,
  });
  expect(await agent.attemptRow(1)).toMatchObject({
    outcome: "rerun",
    reason: "timeout",
    exit_signal: "SIGTERM",
  });
  await placeAgain(db.database, agent.execution, 2);
  await agent.apply(...cut(2));
  expect(await agent.row()).toMatchObject({
    status: "failed",
    reason: "max-attempts",
    message: "Execution has reached max attempts",
    stop_reason: "timeout",
  });
});

test("what a replica refused waits again as the same attempt and can be claimed again", async () => {
  await agent.apply(agent.next(agent.ended({ outcome: { type: "refused" }, exitCode: null })));
  expect(await agent.row()).toMatchObject({
    status: "created",
    attempt: 1,
    replica_id: null,
    events: ["rerun"],
  });
  const slots = [{ replicaId: agent.replicaId, serviceId: agent.execution.serviceId, free: 1 }];
  const claimed = await claimExecutions(ctx, { runnerId: agent.execution.runnerId as string, slots });
  expect(claimed.map(({ assignment }) => assignment.attempt)).toEqual([1]);
  expect(await agent.attemptRow()).toMatchObject({ ended_at: null, outcome: null });
});
