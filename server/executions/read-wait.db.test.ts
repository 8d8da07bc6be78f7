import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildConfig, buildExecution, buildReplica, buildService } from "#db/testing-builders.ts";
import { explained } from "#db/testing-explain.ts";
import { systemClock } from "#server/clock.ts";
import { getExecution } from "./get.ts";
import { readWait } from "./read-wait.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
beforeEach(() => db.database.sql`truncate executions, replicas, runners, services, start_failures cascade`);
afterAll(() => db.drop());

const ctx = () => ({ database: db.database, clock: systemClock, actor: "ada" });
const waitOfOne = async (id: string) => (await getExecution(ctx(), { id })).wait;
const isHeard = () =>
  db.database
    .sql`with h as (update runners set heartbeat_at = now()) update replicas set heartbeat_at = now()`;

test("what is created says why it waits, from what stands in its way first to its place in the queue", async () => {
  const { sql } = db.database;
  const { id: serviceId } = await buildService(db.database);
  const { id } = await buildExecution(db.database, { serviceId });
  expect(await waitOfOne(id)).toMatchObject({ cause: "no-runner", ahead: 0 });

  const replica = await buildReplica(db.database, { serviceId, state: "starting" });
  await isHeard();
  expect(await waitOfOne(id)).toMatchObject({
    cause: "starting",
    words: expect.stringContaining("1 is starting"),
  });

  await sql`insert into start_failures (service_id, revision, count, error, since, failed_at, retry_at)
    values (${serviceId}, 1, 3, 'no such module', now(), now(), now())`;
  expect(await waitOfOne(id)).toMatchObject({
    cause: "failing",
    words: expect.stringContaining("no such module"),
  });

  await sql`update replicas set state = 'ready'`;
  expect(await waitOfOne(id)).toMatchObject({ cause: "turn" });
  const running = await buildExecution(db.database, { serviceId, status: "in-progress" });
  await sql`update executions set replica_id = ${replica.id} where id = ${running.id}`;
  await sql`delete from replicas where id <> ${replica.id}`;
  await isHeard();
  await buildExecution(db.database, { serviceId, priority: 5 });
  await buildExecution(db.database, { serviceId });
  expect(await waitOfOne(id)).toMatchObject({ cause: "full", ahead: 1, moreAhead: false });

  await sql`update services set paused_at = now(), paused_by = 'bob' where id = ${serviceId}`;
  expect(await waitOfOne(id)).toMatchObject({ cause: "paused", words: expect.stringContaining("bob") });
  expect(await waitOfOne(running.id)).toBeNull();
});

test("a service that is set to have no replicas says so", async () => {
  const config = buildConfig();
  const service = await buildService(db.database, {
    config: { ...config, placement: { ...config.placement, replicas: 0 } },
  });
  await buildReplica(db.database);
  await isHeard();
  const { id } = await buildExecution(db.database, { serviceId: service.id });
  expect(await waitOfOne(id)).toMatchObject({ cause: "no-replicas" });
});

test("the place in a queue of 20,000 is counted by index, and only up to a bound", async () => {
  const { sql } = db.database;
  const { id: serviceId } = await buildService(db.database);
  const { id } = await buildExecution(db.database, { serviceId });
  await sql`insert into executions (id, service_id, function_name, input, status, created_at, created_by, updated_at)
    select gen_random_uuid(), ${serviceId}, 'run', '{}', 'created', now(), 'ada', now() from generate_series(1, 20000)`;
  await sql`insert into executions (id, service_id, function_name, input, status, created_at, created_by, updated_at, priority)
    select gen_random_uuid(), ${serviceId}, 'run', '{}', 'created', now(), 'ada', now(), 9 from generate_series(1, 2000)`;
  await sql`analyze executions`;
  const plans = await explained(db.database, async () => {
    await readWait(ctx(), id);
  });
  expect(await waitOfOne(id)).toMatchObject({ ahead: 1_000, moreAhead: true });
  expect(plans).toHaveLength(1);
  expect(plans[0]).not.toMatch(/Seq Scan on executions/);
});
