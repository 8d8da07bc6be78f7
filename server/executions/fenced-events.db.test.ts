/** What an agent says of an attempt that is over, or that is not its own. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution, buildReplica } from "#db/testing-builders.ts";
import { systemClock } from "#server/clock.ts";
import type { Context } from "#server/context.ts";
import { DEFAULT_POLICY } from "#server/domain/policy-values.ts";
import type { AgentEvent } from "#server/protocol/runner-agent.ts";
import { getExecution } from "./get.ts";
import { agentVoice } from "./testing-agent-voice.ts";
import { placeAgain } from "./testing-place-again.ts";

let db: TestDatabase;
let ctx: Context;
beforeAll(async () => {
  db = await createTestDatabase();
  ctx = { database: db.database, clock: systemClock, actor: "runner" };
});
afterAll(() => db.drop());

let execution: Awaited<ReturnType<typeof buildExecution>>;
let agent: ReturnType<typeof agentVoice>;
beforeEach(async () => {
  execution = await buildExecution(db.database, {
    status: "in-progress",
    policy: { ...DEFAULT_POLICY, onReset: "rerun", maxAttempts: 2 },
  });
  agent = agentVoice(ctx, execution);
});

const ended = (more: Partial<Extract<AgentEvent, { type: "ended" }>> = {}): AgentEvent => ({
  type: "ended",
  executionId: execution.id,
  attempt: 1,
  outcome: { type: "returned" },
  exitCode: 0,
  exitSignal: null,
  strays: 0,
  ...more,
});
const CRASHED = { type: "crashed", outOfMemory: false } as const;
const detail = () => getExecution(ctx, { id: execution.id });
async function eventTypes(): Promise<string[]> {
  const rows = await db.database
    .sql`select type from execution_events where execution_id = ${execution.id} order by id`;
  return rows.map(({ type }) => type as string);
}
/** The first attempt is lost, the second runs where it ran. */
async function loseFirst(): Promise<void> {
  await agent.say(ended({ outcome: CRASHED }));
  await placeAgain(db.database, execution, 2);
}

test("a result of an attempt that is over is noted as late and changes nothing", async () => {
  await loseFirst();
  await agent.say(ended({ output: "too late" }));
  expect(await detail()).toMatchObject({ status: "in-progress", attempt: 2, output: null });
  expect(await eventTypes()).toEqual(["rerun", "late_result"]);
});

test("what came late is kept with its attempt, the first of it, from nobody but who ran it", async () => {
  const stranger = await buildReplica(db.database);
  await loseFirst();
  await agentVoice(ctx, { ...execution, replicaId: stranger.id }).say(ended({ output: "not mine" }));
  await agent.say(ended({ output: { epochs: 3 } }));
  await agent.say(ended({ output: "again" }));
  const found = await detail();
  expect(found).toMatchObject({ status: "in-progress", attempt: 2, output: null, error: null });
  expect(found.lateResults).toEqual([
    { attempt: 1, at: expect.any(Date), output: { epochs: 3 }, error: null },
  ]);
});

test("a late error is kept too; an end that gave nothing leaves a note alone", async () => {
  await db.database.sql`update executions set status = 'terminated', reason = 'terminated', ended_at = now()
    where id = ${execution.id}`;
  await agent.say(ended({ outcome: { type: "stopped" } }));
  expect((await detail()).lateResults).toEqual([]);
  const error = { type: "OSError", message: "disk" };
  await agent.say(ended({ outcome: { type: "raised" }, error }));
  const found = await detail();
  expect(found).toMatchObject({ status: "terminated", error: null });
  expect(found.lateResults).toMatchObject([{ attempt: 1, output: null, error }]);
});

test("an agent can't speak of an attempt that is placed elsewhere", async () => {
  const other = await buildReplica(db.database);
  const thief = agentVoice(ctx, { ...execution, replicaId: other.id });
  const of = { executionId: execution.id, attempt: 1 };
  await thief.say({ type: "started", pid: 1, ...of });
  await thief.say({ type: "saved", state: "stolen", ...of });
  await thief.say({ type: "log", firstLine: 0, lines: [[1, "o", "not mine"]], ...of });
  expect(await thief.say(ended({ output: "not mine" }))).toEqual(new Map([[other.id, 4]]));
  expect(await detail()).toMatchObject({ status: "in-progress", savedState: null });
  expect(await eventTypes()).toEqual([]);
  const [logs] = await db.database
    .sql`select count(*)::int from log_chunks where execution_id = ${execution.id}`;
  expect(logs?.count).toBe(0);
});

test("log lines of an attempt that is over are kept, none is lost", async () => {
  const lines: [number, "e", string][] = [[1, "e", "last words"]];
  await agent.say(ended({ outcome: CRASHED }));
  await agent.say({ type: "log", firstLine: 0, lines, executionId: execution.id, attempt: 1 });
  const [chunk] = await db.database.sql`select lines from log_chunks where execution_id = ${execution.id}`;
  expect(chunk?.lines).toEqual(lines);
});
