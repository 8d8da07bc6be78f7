import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution } from "#db/testing-builders.ts";
import { systemClock } from "#server/clock.ts";
import { silentLog } from "#server/log.ts";
import { type Connection, OPEN } from "#server/protocol/connection.ts";
import {
  type AgentMessage,
  type AttemptRef,
  PROTOCOL_VERSION,
  type RunnerMessage,
  type SequencedEvent,
} from "#server/protocol/runner-agent.ts";
import { liveReplicas } from "#server/runners/live-replicas.ts";
import { readStartFailures } from "#server/runners/start-failures.ts";
import { AgentHub } from "./agent-hub.ts";
import { Greeter } from "./greeter.ts";
import { ReplicaBook } from "./replica-book.ts";
import { runnerRows } from "./runner-rows.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

let ref: AttemptRef;
let replicaId: string;
let told: RunnerMessage[];
let book: ReplicaBook;
let greeter: Greeter;
let rows: ReturnType<typeof runnerRows>;
beforeEach(async () => {
  const ctx = { database: db.database, clock: systemClock, actor: "runner" };
  rows = runnerRows(ctx);
  const execution = await buildExecution(db.database, { status: "in-progress" });
  ref = { executionId: execution.id, attempt: execution.attempt };
  replicaId = execution.replicaId as string;
  book = new ReplicaBook();
  for (const replica of await liveReplicas(ctx)) book.add(replica);
  const hub = new AgentHub({ onMessage() {}, onClosed() {} }, silentLog);
  told = [];
  const send = (text: string) => void told.push(JSON.parse(text) as RunnerMessage);
  hub.attend(replicaId, {
    readyState: OPEN,
    bufferedAmount: 0,
    on() {},
    send,
    close() {},
    terminate() {},
  } as Connection);
  greeter = new Greeter(rows, systemClock, book, hub, silentLog);
});

function hello(
  running: AttemptRef[],
  lastSeq = 0,
  version = PROTOCOL_VERSION,
): Extract<AgentMessage, { type: "hello" }> {
  return { type: "hello", version, replicaId, pid: 1, running, ready: true, lastSeq, sentAt: 0 };
}

async function started(): Promise<void> {
  const event: SequencedEvent = {
    seq: 1,
    at: new Date(0).toISOString(),
    event: { type: "started", pid: 1, ...ref },
  };
  await rows.applyAgentEvents([{ replicaId, events: [event] }]);
}

async function statusNow(): Promise<string> {
  const [row] = await db.database.sql<{ status: string }[]>`
    select status from executions where id = ${ref.executionId}`;
  return row?.status ?? "";
}

test("an agent that runs what is not its own any more is told so with the first word", async () => {
  const stale = { ...ref, attempt: ref.attempt + 1 };
  await greeter.greet(hello([ref, stale]));
  expect(told[0]).toMatchObject({ type: "welcome", fenced: [stale] });
});

test("an agent of another version is greeted as any, keeps what it runs, and takes nothing new", async () => {
  await started();
  await greeter.greet(hello([ref], 1, PROTOCOL_VERSION + 1));
  expect(told[0]).toMatchObject({ type: "welcome", version: PROTOCOL_VERSION, fenced: [] });
  expect(book.get(replicaId)).toMatchObject({ state: "draining", isForeign: true });
  expect(await statusNow()).toBe("in-progress");
});

test("a new replica of another version is a start that failed, so that not one after another is started", async () => {
  const held = book.get(replicaId);
  if (!held) throw new Error("unreachable");
  held.state = "starting";
  await greeter.greet(hello([], 0, PROTOCOL_VERSION + 1));
  const failures = (await readStartFailures({ database: db.database })).get(held.serviceId);
  expect(failures).toMatchObject({ revision: held.revision, count: 1 });
  expect(failures?.error).toContain("start Curfew again");
});

test("an event that nobody here knows is passed over, and what follows counts", async () => {
  const at = new Date(0).toISOString();
  const events = [
    { seq: 1, at, event: { type: "of_tomorrow", ...ref } },
    { seq: 2, at, event: { type: "of_tomorrow" } },
    { seq: 3, at, event: { type: "ended", ...ref, outcome: { type: "returned" } } },
  ] as unknown as SequencedEvent[];
  await rows.applyAgentEvents([{ replicaId, events }]);
  expect(await rows.ackedSeqOf(replicaId)).toBe(3);
  expect(await statusNow()).toBe("success");
});

test("what never reached its agent is sent again", async () => {
  await greeter.greet(hello([]));
  expect(told[1]).toMatchObject({ type: "assign", assignments: [ref] });
});

test("what its agent had begun and does not know any more is given up", async () => {
  await started();
  await greeter.greet(hello([], 1));
  expect(await statusNow()).toBe("failed");
});

test("what it was given between its hello and the comparison, and has begun since, goes on", async () => {
  await greeter.greet(hello([], 1));
  await started();
  expect(await greeter.onApplied(replicaId, 1)).toBe(true);
  expect(await statusNow()).toBe("in-progress");
});

test("an execution that went on while its agent was away says so, and whether the runner is a new one", async () => {
  await started();
  await greeter.greet(hello([ref], 1));
  await greeter.greet(hello([ref], 1));
  await greeter.greet(hello([], 1));
  const noted = await db.database.sql`
    select data->'runnerRestarted' as restarted from execution_events
    where execution_id = ${ref.executionId} and type = 'reconnected' order by id`;
  expect(noted.map(({ restarted }) => restarted)).toEqual([true, false]);
});
