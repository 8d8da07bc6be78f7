import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution, buildReplica } from "#db/testing-builders.ts";
import type { Context } from "#server/context.ts";
import { DEFAULT_POLICY } from "#server/domain/policy-values.ts";
import { ManualClock } from "#server/manual-clock.ts";
import type { AgentEvent } from "#server/protocol/runner-agent.ts";
import { listRunners } from "#server/runners/list.ts";
import { openResets } from "#server/runners/open-resets.ts";
import { getService } from "#server/services/get.ts";
import { applyAgentEvents } from "./apply-agent-events.ts";
import { claimExecutions } from "./claim.ts";
import { getExecution } from "./get.ts";
import { listEvents } from "./list-events.ts";

const POLICY = { ...DEFAULT_POLICY, executionTimeout: 600, gracePeriod: 30, drainTime: 60, maxAttempts: 2 };
const clock = new ManualClock();

let db: TestDatabase;
let ctx: Context;
beforeAll(async () => {
  db = await createTestDatabase();
  ctx = { database: db.database, clock, actor: "runner" };
});
afterAll(() => db.drop());

let replica: Awaited<ReturnType<typeof buildReplica>>;
let seq = 0;
beforeEach(async () => {
  replica = await buildReplica(db.database, { isolation: "shared", slots: 4 });
  seq = 0;
});

type Running = Awaited<ReturnType<typeof runs>>;
function runs(policy = POLICY, createdHere = replica) {
  const { id: replicaId, runnerId, serviceId } = createdHere;
  const startedAt = clock.now();
  return buildExecution(db.database, {
    status: "in-progress",
    replicaId,
    runnerId,
    serviceId,
    startedAt,
    policy,
  });
}

function say(...events: AgentEvent[]) {
  const sequenced = events.map((event) => ({ seq: ++seq, at: clock.now().toISOString(), event }));
  return applyAgentEvents(ctx, [{ replicaId: replica.id, events: sequenced }]);
}

const refOf = ({ id, attempt }: Running) => ({ executionId: id, attempt });
const timeOut = (one: Running): AgentEvent => ({
  type: "stop_started",
  ...refOf(one),
  reason: "timeout",
  note: "It is past its deadline",
});
const ended = (one: Running, outcome: "returned" | "stopped"): AgentEvent => ({
  type: "ended",
  ...refOf(one),
  outcome: { type: outcome },
  exitCode: null,
  exitSignal: outcome === "stopped" ? "SIGKILL" : null,
  strays: 0,
});
const reset = (by: Running, ...neighbours: Running[]): AgentEvent => ({
  type: "reset_started",
  ...refOf(by),
  waitsFor: neighbours.map((one) => ({ ...refOf(one), until: "2100-01-01T00:00:00.000Z" })),
  until: "2100-01-01T00:00:00.000Z",
});

async function typesOf({ id }: Running): Promise<string[]> {
  return (await listEvents(ctx, { id })).map(({ type }) => type);
}

test("code that ignores its stop drains its replica: rows say why, and who is waited for until when", async () => {
  const [stubborn, good] = [await runs(), await runs()];
  await say(timeOut(stubborn));
  clock.advance(30_000);
  await say(reset(stubborn, good));
  const view = {
    replicaId: replica.id,
    by: stubborn.id,
    since: clock.now(),
    waitsFor: [{ id: good.id, functionName: "run", until: new Date(clock.now().getTime() + 600_000) }],
  };
  expect(await openResets(ctx, { replicaId: replica.id })).toEqual([view]);
  expect((await getExecution(ctx, { id: stubborn.id })).reset).toEqual(view);
  expect(await getExecution(ctx, { id: good.id })).toMatchObject({ reset: view, neighbours: 1 });
  const shown = (await listRunners(ctx)).flatMap(({ replicas }) => replicas);
  expect(shown.find(({ id }) => id === replica.id)).toMatchObject({
    state: "draining",
    drainCause: "reset",
    drainingAt: clock.now(),
    reset: view,
  });
  expect(await typesOf(stubborn)).toEqual(["stop_requested", "reset_started"]);
  expect(await typesOf(good)).toEqual(["replica_draining"]);
});

test("a replica that is being reset gets no new execution", async () => {
  const stubborn = await runs();
  const waiting = await buildExecution(db.database, { serviceId: replica.serviceId });
  await say(timeOut(stubborn), reset(stubborn));
  const slots = [{ replicaId: replica.id, serviceId: replica.serviceId, free: 3 }];
  expect(await claimExecutions(ctx, { runnerId: replica.runnerId, slots })).toEqual([]);
  expect(await getExecution(ctx, { id: waiting.id })).toMatchObject({ status: "created", neighbours: null });
});

test("a neighbour that ends keeps its result, and the one because of which is told", async () => {
  const [stubborn, good] = [await runs(), await runs()];
  await say(timeOut(stubborn), reset(stubborn, good), ended(good, "returned"));
  expect(await getExecution(ctx, { id: good.id })).toMatchObject({ status: "success", reset: null });
  expect(await typesOf(stubborn)).toEqual(["stop_requested", "reset_started", "neighbour_ended"]);
  expect((await openResets(ctx, { replicaId: replica.id }))[0]?.waitsFor).toEqual([]);
});

test("what is cut follows onReset, and the one that was asked ends by its own reason", async () => {
  const stubborn = await runs();
  const failing = await runs();
  const again = await runs({ ...POLICY, onReset: "rerun" });
  const last = await runs({ ...POLICY, onReset: "rerun", maxAttempts: 1 });
  const cut = [failing, again, last];
  await say(timeOut(stubborn), reset(stubborn, ...cut));
  for (const one of cut) {
    const note = "Its replica was reset";
    await say({ type: "stop_started", ...refOf(one), reason: "reset", note }, ended(one, "stopped"));
  }
  await say(ended(stubborn, "stopped"));
  const states = [];
  for (const { id } of [stubborn, ...cut]) {
    const { status, reason, attempt } = await getExecution(ctx, { id });
    states.push([status, reason, attempt]);
  }
  expect(states).toEqual([
    ["failed", "timeout", 1],
    ["failed", "reset", 1],
    ["created", null, 2],
    ["failed", "max-attempts", 1],
  ]);
});

test("an execution whose worker goes on is not said to have left nothing running", async () => {
  const stopped = await runs();
  await say(timeOut(stopped), {
    ...ended(stopped, "stopped"),
    exitSignal: null,
    workerGoesOn: true,
  } as AgentEvent);
  const events = await listEvents(ctx, { id: stopped.id });
  expect(events.find(({ type }) => type === "verified")?.data).toEqual({ strays: 0, workerGoesOn: true });
});

test("a service shows the resets of its own replicas only", async () => {
  const [service] = await db.database.sql<
    { name: string }[]
  >`select name from services where id = ${replica.serviceId}`;
  const other = await buildReplica(db.database, { isolation: "shared" });
  const stubborn = await runs();
  await say(timeOut(stubborn), reset(stubborn));
  await db.database.sql`
    update replicas set reset_by = ${stubborn.id}, reset_attempt = 1, drain_cause = 'reset', draining_at = now()
    where id = ${other.id}`;
  const { resets } = await getService(ctx, { name: service?.name ?? "" });
  expect(resets.map(({ replicaId }) => replicaId)).toEqual([replica.id]);
});
