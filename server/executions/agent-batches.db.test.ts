/** What agents say, in whichever order and however often it comes. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { CHANGES_CHANNEL } from "#db/channels.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { systemClock } from "#server/clock.ts";
import type { Context } from "#server/context.ts";
import type { AgentEvent } from "#server/protocol/runner-agent.ts";
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

test("an event behind one that is missing waits until both come", async () => {
  const [first, second] = [
    agent.next({ type: "started", pid: 42, ...agent.ref() }),
    agent.next(agent.ended()),
  ];
  expect(await agent.apply(second)).toEqual(new Map([[agent.replicaId, 0]]));
  expect(await agent.row()).toMatchObject({ status: "in-progress", events: [] });
  expect(await agent.apply(first, second)).toEqual(new Map([[agent.replicaId, 2]]));
  expect(await agent.row()).toMatchObject({ status: "success", events: ["started", "ended"] });
});

test("events that come again are not applied again", async () => {
  const events = [
    agent.next({ type: "started", pid: 1, ...agent.ref() }),
    agent.next({ type: "saved", state: 1, ...agent.ref() }),
  ];
  await agent.apply(...events);
  expect(await agent.apply(...events, agent.next({ type: "saved", state: 2, ...agent.ref() }))).toEqual(
    new Map([[agent.replicaId, 3]]),
  );
  expect(await agent.row()).toMatchObject({
    events: ["started", "state_saved", "state_saved"],
    saved_state: 2,
  });
});

test("the same batch from two connections at the same time is applied once", async () => {
  const events = [agent.next({ type: "started", pid: 1, ...agent.ref() }), agent.next(agent.ended())];
  await Promise.all(Array.from({ length: 6 }, () => agent.apply(...events)));
  expect(await agent.row()).toMatchObject({ status: "success", events: ["started", "ended"] });
});

test("log lines that come again are there once", async () => {
  const lines: [number, "o", string][] = [
    [1, "o", "one"],
    [2, "o", "two"],
  ];
  const event: AgentEvent = { type: "log", firstLine: 0, lines, ...agent.ref() };
  await agent.apply(agent.next(event));
  await agent.apply(
    agent.next(event),
    agent.next({ type: "log", firstLine: 2, lines: [[3, "o", "three"]], ...agent.ref() }),
  );
  const chunks = await db.database.sql`
    select first_line, line_count from log_chunks where execution_id = ${agent.execution.id} order by 1`;
  expect([...chunks]).toEqual([
    { first_line: 0, line_count: 2 },
    { first_line: 2, line_count: 1 },
  ]);
});

test("progress and checkpoints are told by topics of their own, and what changes the state of things by others", async () => {
  const told: string[] = [];
  const listening = await db.database.sql.listen(CHANGES_CHANNEL, (payload) =>
    told.push(...JSON.parse(payload)),
  );
  const { id } = agent.execution;
  const toldOf = async (event: AgentEvent) => {
    told.length = 0;
    await agent.apply(agent.next(event));
    await db.database.sql.notify(CHANGES_CHANNEL, '["after"]');
    await expect.poll(() => told).toContain("after");
    return told.filter((topic) => topic !== "after" && !topic.startsWith("samples:")).sort();
  };
  const going = ["progress", `progress:${id}`];
  const progress = { type: "progress", percent: 5, message: "", metrics: {}, ...agent.ref() } as const;
  expect(await toldOf(progress)).toEqual(going);
  expect(await toldOf({ type: "checkpoint", intervalMs: 9, ...agent.ref() })).toEqual(going);
  expect(await toldOf({ type: "saved", state: 1, ...agent.ref() })).toEqual([
    `execution:${id}`,
    "executions",
  ]);
  await listening.unlisten();
});
