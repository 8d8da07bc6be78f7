import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution, buildService } from "#db/testing-builders.ts";
import { agentVoice } from "#server/executions/testing-agent-voice.ts";
import { TestingBulks } from "./testing-bulks.ts";

let db: TestDatabase;
let bulks: TestingBulks;
beforeAll(async () => {
  db = await createTestDatabase();
  bulks = new TestingBulks(db.database);
});
afterAll(() => db.drop());

const inHours = (hours: number) => new Date(bulks.ctx.clock.now().getTime() + hours * 3_600_000);
const build = (overrides: Parameters<typeof buildExecution>[1]) => buildExecution(db.database, overrides);

test("agents are asked for another deadline once, and their answers are counted", async () => {
  const running = await build({ status: "in-progress" });
  const stopping = await build({ status: "in-progress", stopReason: "timeout", stopRung: "seen" });
  const agent = agentVoice(bulks.ctx, running);
  const id = await bulks.carryOut({ kind: "extend", ids: [running.id, stopping.id], bySeconds: 900 });
  expect(await bulks.get(id)).toMatchObject({
    answers: { moved: 0, refused: 0 },
    counts: { done: 1, skipped: 1 },
  });
  const order = await agent.nextOrder("deadline");
  await agent.answer(order);
  await bulks.forgetSteps(id);
  await bulks.carryAllOn();
  expect(await bulks.get(id)).toMatchObject({ answers: { moved: 1, refused: 0 } });
  const [row] = await db.database.sql`select deadline_at from executions where id = ${running.id}`;
  expect(row?.deadline_at).toEqual(new Date(Number(running.deadlineAt) + 900_000));
});

const STOPPED = { stopReason: "terminated", stopRung: "requested", stopFinal: true } as const;

test("by a filter, what runs is asked, each from its own deadline; what stops is left alone, what does not run is not meant", async () => {
  const { id: serviceId, name } = await buildService(db.database);
  const deadlines = [inHours(1), inHours(5)];
  const running: Awaited<ReturnType<typeof build>>[] = [];
  for (const deadlineAt of deadlines)
    running.push(await build({ serviceId, status: "in-progress", deadlineAt }));
  const stopping = await build({ serviceId, status: "in-progress", ...STOPPED });
  await build({ serviceId });
  await build({ serviceId, status: "success" });
  const other = await build({ status: "in-progress" });
  const id = await bulks.begin({ kind: "extend", where: `service:${name}`, bySeconds: -600 });
  const late = await build({ serviceId, status: "in-progress" });
  await bulks.carryAllOn();
  const { total, counts, told, answers } = await bulks.get(id);
  expect({ total, counts, answers }).toEqual({
    total: 3,
    counts: { waiting: 0, done: 2, skipped: 1, failed: 0 },
    answers: { moved: 0, refused: 0 },
  });
  expect(told).toEqual([
    { id: stopping.id, state: "skipped", message: "It has been asked to stop already." },
  ]);
  for (const [index, execution] of running.entries()) {
    const order = await agentVoice(bulks.ctx, execution).nextOrder("deadline");
    const at = new Date(Number(deadlines[index]) - 600_000).toISOString();
    expect(order).toMatchObject({ at });
  }
  const asked = await db.database.sql`select execution_id from execution_events
    where type = 'order_given' and execution_id in (${other.id}, ${late.id})`;
  expect(asked).toHaveLength(0);
});

test("what would be past already is left alone and told so", async () => {
  const running = await build({ status: "in-progress", deadlineAt: inHours(1) });
  const id = await bulks.carryOut({ kind: "extend", ids: [running.id], bySeconds: -7_200 });
  expect((await bulks.get(id)).told).toEqual([
    {
      id: running.id,
      state: "skipped",
      message: "That deadline would have passed: terminate it to stop it now.",
    },
  ]);
});

test("deadlines are moved to one time for all, also when it is told as from now; the past is refused", async () => {
  const running = await build({ status: "in-progress" });
  const extend = { kind: "extend" as const, ids: [running.id] };
  const id = await bulks.carryOut({ ...extend, at: inHours(2) });
  const order = await agentVoice(bulks.ctx, running).nextOrder("deadline");
  expect(order).toMatchObject({ at: inHours(2).toISOString() });
  expect((await bulks.get(id)).arguments).toEqual({ at: inHours(2).toISOString() });

  const soon = await bulks.prepare({ ...extend, inSeconds: 3_600 });
  expect((await bulks.get(soon.id)).arguments).toEqual({ at: inHours(1).toISOString() });
  await expect(bulks.prepare({ ...extend, at: inHours(-1) })).rejects.toThrow("has passed");
});
