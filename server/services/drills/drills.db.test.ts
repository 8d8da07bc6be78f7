import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildReplica, buildService, TEST_NOW } from "#db/testing-builders.ts";
import { DRILL_LABEL, DRILL_START_MS } from "#server/domain/drill.ts";
import type { ExecutionEvent } from "#server/domain/transition.ts";
import { Conflict, InvalidInput } from "#server/errors.ts";
import { applyEvent } from "#server/executions/apply-event.ts";
import { claimExecutions } from "#server/executions/claim.ts";
import { ManualClock } from "#server/manual-clock.ts";
import { pauseService } from "../pause.ts";
import { DrillCarrier } from "./drill-carrier.ts";
import { listDrills } from "./list-drills.ts";
import { startDrill } from "./start-drill.ts";

let db: TestDatabase;
let clock: ManualClock;
beforeAll(async () => {
  db = await createTestDatabase();
});
beforeEach(() => {
  clock = new ManualClock(TEST_NOW);
});
afterAll(() => db.drop());

const ctx = () => ({ database: db.database, clock, actor: "ada@example.org" });
/** One of the processes that may carry drills on. */
const carrier = () => new DrillCarrier({ ...ctx(), actor: "system" }, new AbortController().signal);

async function place() {
  const service = await buildService(db.database);
  const replica = await buildReplica(db.database, { serviceId: service.id });
  const claim = () =>
    claimExecutions(ctx(), {
      runnerId: replica.runnerId,
      slots: [{ replicaId: replica.id, serviceId: service.id, free: 1 }],
    });
  const newest = async () => {
    const [drill] = await listDrills(ctx(), { name: service.name });
    if (!drill) throw new Error("there is no drill");
    return drill;
  };
  const happens = async (event: ExecutionEvent) => {
    const executionId = (await newest()).executionId ?? "";
    await applyEvent(ctx(), { executionId, event, at: clock.now(), actor: "agent" });
  };
  return { ...service, claim, newest, happens };
}

test("a drill runs for its time, is asked to stop in its starter's name, and keeps what came of it", async () => {
  const { name, claim, newest, happens } = await place();
  const { id } = await startDrill(ctx(), { name, runSeconds: 5 });
  expect(await newest()).toMatchObject({ phase: "starting" });
  await carrier().look();
  const { executionId, phase } = await newest();
  expect(phase).toBe("waiting");
  const [row] = await db.database.sql`
    select e.created_by, l.value from executions e join execution_labels l on l.execution_id = e.id and l.key = ${DRILL_LABEL}
    where e.id = ${executionId}`;
  expect(row).toEqual({ created_by: "ada@example.org", value: id });
  await claim();
  expect(await newest()).toMatchObject({ phase: "running" });
  await clock.advance(4_900);
  await carrier().look();
  expect(await stopOf(executionId)).toBeNull();
  // The one before has gone with its process, and its hold ends.
  await clock.advance(10_100);
  await carrier().look();
  expect(await stopOf(executionId)).toMatchObject({ by: "ada@example.org", note: "Termination drill" });
  expect(await newest()).toMatchObject({ phase: "stopping" });
  await clock.advance(2_000);
  await happens({ type: "ended", attempt: 1, outcome: { type: "stopped" } });
  expect(await newest()).toMatchObject({ phase: "ended" });
  await clock.advance(10_000);
  await carrier().look();
  expect(await newest()).toMatchObject({
    outcome: "passed",
    phase: null,
    tookMs: 2_000,
    allowedMs: 35_000,
    ranMs: 15_000,
    signal: null,
    saved: false,
    revision: 1,
  });
});

async function stopOf(id: string | null) {
  const [row] = await db.database.sql`
    select stop_requested_by as by, stop_note as note from executions where id = ${id} and stop_reason is not null`;
  return row ?? null;
}

test("it is started once, however often whoever carries it on begins anew", async () => {
  const { id: serviceId, name, newest } = await place();
  const { id } = await startDrill(ctx(), { name });
  await carrier().look();
  const first = (await newest()).executionId;
  await db.database.sql`update drills set execution_id = null where id = ${id}`;
  await clock.advance(11_000);
  await carrier().look();
  expect((await newest()).executionId).toBe(first);
  const [row] = await db.database.sql`select count(*)::int from executions where service_id = ${serviceId}`;
  expect(row?.count).toBe(1);
});

test("what nothing begins to run is given up, and says so", async () => {
  const { name, newest } = await place();
  await startDrill(ctx(), { name });
  await carrier().look();
  await clock.advance(DRILL_START_MS);
  const patient = carrier();
  await patient.look();
  await patient.look();
  expect(await newest()).toMatchObject({ outcome: "not-started", tookMs: null });
});

test("a service has one drill under way, none while it is paused, and none with an input that it does not take", async () => {
  const { name } = await place();
  const started = await Promise.allSettled([startDrill(ctx(), { name }), startDrill(ctx(), { name })]);
  expect(started.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  await expect(startDrill(ctx(), { name })).rejects.toBeInstanceOf(Conflict);
  const other = await place();
  await pauseService(ctx(), { name: other.name });
  await expect(startDrill(ctx(), { name: other.name })).rejects.toThrow(/is paused/);
  const wrong = startDrill(ctx(), { name: other.name, functionName: "none" });
  await expect(wrong).rejects.toBeInstanceOf(InvalidInput);
  const [audit] = await db.database.sql`
    select count(*)::int from audit where action = 'service.drill' and data->>'name' = ${name}`;
  expect(audit?.count).toBe(1);
});
