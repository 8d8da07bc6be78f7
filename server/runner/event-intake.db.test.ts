import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution, TEST_NOW } from "#db/testing-builders.ts";
import { silentLog } from "#server/log.ts";
import { ManualClock } from "#server/manual-clock.ts";
import type { AgentEvent } from "#server/protocol/runner-agent.ts";
import { EventIntake } from "./event-intake.ts";
import { runnerRows } from "./runner-rows.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

/** An execution that runs, and an intake that notes which events were written together. */
async function stageIntake() {
  const clock = new ManualClock(TEST_NOW);
  const { id, attempt, replicaId } = await buildExecution(db.database, { status: "in-progress" });
  const written: string[][] = [];
  const refused: string[] = [];
  const intake = new EventIntake(
    runnerRows({ database: db.database, clock, actor: "runner" }),
    clock,
    {
      onApplied: (_, events) => written.push(events.map(({ event }) => event.type)),
      onRefused: (replica) => refused.push(replica),
    },
    silentLog,
  );
  const ref = { executionId: id, attempt };
  const started: AgentEvent = { type: "started", pid: 1, ...ref };
  const end = { outcome: { type: "returned" }, exitCode: 0, exitSignal: null, strays: 0 } as const;
  const ended: AgentEvent = { type: "ended", ...end, ...ref };
  let seq = 0;
  const push = (event: AgentEvent) =>
    intake.push(replicaId as string, [{ seq: ++seq, at: clock.now().toISOString(), event }]);
  const lose = () => {
    seq += 1;
  };
  return { clock, intake, written, refused, replicaId, started, ended, push, lose };
}

test("a start is written together with the end that follows it", async () => {
  const { intake, written, started, ended, push } = await stageIntake();
  push(started);
  push(ended);
  await intake.settled();
  expect(written).toEqual([["started", "ended"]]);
});

test("a start without an end is written soon", async () => {
  const { clock, intake, written, started, push } = await stageIntake();
  push(started);
  expect(written).toEqual([]);
  clock.advance(10);
  await intake.settled();
  expect(written).toEqual([["started"]]);
});

test("an end waits for nothing", async () => {
  const { intake, written, ended, push } = await stageIntake();
  push(ended);
  await intake.settled();
  expect(written).toEqual([["ended"]]);
});

test("an intake that is stopped gives up what waits", async () => {
  const { intake, written, started, push } = await stageIntake();
  push(started);
  await intake.stop();
  expect(written).toEqual([]);
});

test("events behind one that is missing are asked for again", async () => {
  const { intake, refused, replicaId, ended, push, lose } = await stageIntake();
  lose();
  push(ended);
  await intake.settled();
  expect(refused).toEqual([replicaId]);
});
