import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution } from "#db/testing-builders.ts";
import { systemClock } from "#server/clock.ts";
import type { Context } from "#server/context.ts";
import { applyEvent } from "./apply-event.ts";
import { unanswered } from "./placed-attempts.ts";
import { recentNotes } from "./recent-notes.ts";
import { TerminateExecutionInput, terminateExecution, terminateExecutions } from "./terminate.ts";

const OPERATOR = "operator@localhost";
let db: TestDatabase;
let ctx: Context;
beforeAll(async () => {
  db = await createTestDatabase();
  ctx = { database: db.database, clock: systemClock, actor: OPERATOR };
});
afterAll(() => db.drop());

async function rowOf(id: string) {
  const [row] = await db.database.sql`
    select *, (select coalesce(array_agg(type order by v.id), '{}') from execution_events v where v.execution_id = e.id)
      as events, (select count(*)::int from audit a where a.subject_id = e.id::text) as audits
    from executions e where id = ${id}`;
  return row;
}

test("an execution that waits ends at once", async () => {
  const { id } = await buildExecution(db.database);
  expect(await terminateExecution(ctx, { id, note: "wrong data" })).toEqual({
    id,
    status: "terminated",
    stopping: false,
    below: 0,
  });
  expect(await rowOf(id)).toMatchObject({
    status: "terminated",
    reason: "terminated",
    message: "Execution received termination signal",
    stop_requested_by: OPERATOR,
    stop_note: "wrong data",
    events: ["stop_requested", "ended"],
    audits: 1,
  });
});

test("an execution that runs is stopping until it is proven gone", async () => {
  const { id } = await buildExecution(db.database, { status: "in-progress" });
  expect(await terminateExecution(ctx, { id, note: "enough" })).toEqual({
    id,
    status: "in-progress",
    stopping: true,
    below: 0,
  });
  expect(await rowOf(id)).toMatchObject({
    status: "in-progress",
    ended_at: null,
    stop_reason: "terminated",
    stop_rung: "requested",
    stop_final: true,
    stop_requested_by: OPERATOR,
    stop_note: "enough",
  });
});

test("asking twice, at the same time too, asks once", async () => {
  const { id } = await buildExecution(db.database, { status: "in-progress" });
  const answers = await Promise.all(Array.from({ length: 8 }, () => terminateExecution(ctx, { id })));
  expect(answers).toEqual(Array(8).fill({ id, status: "in-progress", stopping: true, below: 0 }));
  expect(await rowOf(id)).toMatchObject({ events: ["stop_requested"], audits: 1 });
});

test("an execution that has ended stays as it ended", async () => {
  const { id } = await buildExecution(db.database, { status: "success" });
  expect(await terminateExecution(ctx, { id })).toEqual({ id, status: "success", stopping: false, below: 0 });
  expect(await rowOf(id)).toMatchObject({ status: "success", events: [], audits: 0 });
});

test("terminating what a deadline is stopping already keeps the first reason, and it is never retried", async () => {
  const { id } = await buildExecution(db.database, { status: "in-progress" });
  const at = systemClock.now();
  await applyEvent(ctx, {
    executionId: id,
    event: { type: "stop_requested", reason: "timeout", attempt: 1 },
    at,
    actor: "agent",
  });
  await terminateExecution(ctx, { id });
  expect(await rowOf(id)).toMatchObject({
    stop_reason: "timeout",
    stop_final: true,
    stop_requested_by: OPERATOR,
  });
});

test("an unknown id is not found", async () => {
  const id = "01890000-0000-7000-8000-000000000000";
  await expect(terminateExecution(ctx, { id })).rejects.toThrow(`There is no execution ${id}.`);
});

test("500 running and 4,500 queued are asked in one go", async () => {
  const { serviceId, ...rest } = await buildExecution(db.database, { status: "in-progress" });
  const { sql } = db.database;
  await sql`insert into executions (id, service_id, function_name, input, status, created_at, created_by, updated_at)
    select gen_random_uuid(), ${serviceId}, 'run', '{}', 'created', now(), 'x', now() from generate_series(1, 4500)`;
  await sql`insert into executions (id, service_id, function_name, input, status, created_at, created_by, updated_at,
      policy, started_at, deadline_at, runner_id, replica_id, revision)
    select gen_random_uuid(), ${serviceId}, 'run', '{}', 'in-progress', now(), 'x', now(), policy, now(), now(),
      runner_id, replica_id, 1 from executions, generate_series(1, 499) where id = ${rest.id}`;
  const rows = await sql<{ id: string }[]>`select id from executions where service_id = ${serviceId}`;
  const answers = await terminateExecutions(ctx, { ids: rows.map(({ id }) => id) });
  expect(answers.filter(({ stopping }) => stopping)).toHaveLength(500);
  expect(answers.filter(({ status }) => status === "terminated")).toHaveLength(4_500);
});

test("how it is to be stopped stands in its row, its event and the audit, and reaches its agent", async () => {
  const { id, runnerId } = await buildExecution(db.database, { status: "in-progress" });
  await terminateExecution(ctx, { id, mode: "save" });
  const [told] = await db.database.sql`
    select e.stop_mode, (select data->>'mode' from execution_events where execution_id = e.id and type = 'stop_requested') as event,
      (select data->>'mode' from audit where subject_id = e.id::text) as audit from executions e where id = ${id}`;
  expect(told).toEqual({ stop_mode: "save", event: "save", audit: "save" });
  const found = (await unanswered(ctx, runnerId as string)).find(({ executionId }) => executionId === id);
  expect(found?.stop).toEqual({ reason: "terminated", final: true, serial: 0, mode: "save" });
});

test("a mode that there is not is refused with those that there are", () => {
  const given = TerminateExecutionInput.safeParse({ id: crypto.randomUUID(), mode: "kill" });
  expect(given.error?.issues).toMatchObject([
    { path: ["mode"], message: 'mode must be "checkpoint", "save", "now"' },
  ]);
});

test("what somebody wrote last is offered to them again, each once, the newest first", async () => {
  const mine: Context = { ...ctx, actor: "ada@localhost" };
  for (const note of ["wrong data", "too slow", "wrong data"]) {
    const { id } = await buildExecution(db.database, { status: "in-progress" });
    await terminateExecution(mine, { id, note });
  }
  const { id } = await buildExecution(db.database);
  await terminateExecution({ ...ctx, actor: "bob@localhost" }, { id, note: "by bob" });
  expect(await recentNotes(mine)).toEqual({ texts: ["wrong data", "too slow"] });
});
