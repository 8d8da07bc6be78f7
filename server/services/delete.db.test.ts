import { v7 as uuid } from "uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution, buildReplica, buildRunner, buildService } from "#db/testing-builders.ts";
import { BulkCarrier } from "#server/bulks/bulk-carrier.ts";
import { systemClock } from "#server/clock.ts";
import type { Context } from "#server/context.ts";
import { WEBHOOK_EVENTS } from "#server/domain/webhook.ts";
import { Conflict, NotFound } from "#server/errors.ts";
import { claimExecutions } from "#server/executions/claim.ts";
import { createExecution } from "#server/executions/create.ts";
import { getExecution } from "#server/executions/get.ts";
import { deletedWords } from "#server/executions/insert-execution.ts";
import { listExecutions } from "#server/executions/list.ts";
import { rerunExecution } from "#server/executions/rerun.ts";
import { wantedServices } from "#server/runners/live-replicas.ts";
import { addReplica } from "#server/runners/replica-rows.ts";
import { getWebhook } from "#server/webhooks/list.ts";
import { TestingWebhooks } from "#server/webhooks/testing-webhooks.ts";
import { createService } from "./create.ts";
import { deleteService, wasDeleted } from "./delete.ts";
import { getService } from "./get.ts";
import { listServices } from "./list.ts";
import { pauseService } from "./pause.ts";
import { serviceRecord } from "./records.ts";
import { restartService } from "./restart.ts";

let db: TestDatabase;
let ctx: Context;
beforeAll(async () => {
  db = await createTestDatabase();
  ctx = { database: db.database, clock: systemClock, actor: "ada@example.org" };
});
afterAll(() => db.drop());

const program = { runtime: "command", argv: ["true"], directory: "/", functions: { run: {} } };
const deploy = (name: string) => createService(ctx, { name, program });
const inService = () => buildService(db.database);
const build = (serviceId: string, overrides: object = {}) =>
  buildExecution(db.database, { serviceId, ...overrides });
const statusOf = async (id: string) => {
  const [row] = await db.database.sql`select status, stop_reason, stop_note from executions where id = ${id}`;
  return row;
};
const carryBulksOn = () => new BulkCarrier({ ...ctx, actor: "system" }, new AbortController().signal).look();

describe("a service that was deleted", () => {
  test("is in no list, is found by no name and by no id, and the audit knows who took it away", async () => {
    const { id, name } = await inService();
    expect(await deleteService(ctx, { name })).toEqual({ id, name, bulkId: null });
    expect((await listServices(ctx)).map((service) => service.id)).not.toContain(id);
    const verbs = [getService, pauseService, restartService, deleteService];
    for (const verb of verbs) await expect(verb(ctx, { name })).rejects.toBeInstanceOf(NotFound);
    await expect(serviceRecord(ctx, id)).rejects.toBeInstanceOf(NotFound);
    const [audited] = await db.database.sql`select actor, action, data from audit where subject_id = ${id}`;
    const data = { name, waiting: 0, running: 0 };
    expect(audited).toEqual({ actor: "ada@example.org", action: "service.delete", data });
  });

  test("keeps its executions readable, also by its name", async () => {
    const { id, name } = await inService();
    const done = await build(id, { status: "success" });
    await deleteService(ctx, { name });
    expect(await getExecution(ctx, { id: done.id })).toMatchObject({ serviceName: name, status: "success" });
    const { rows } = await listExecutions(ctx, { services: [name], limit: 10 });
    expect(rows.map((row) => row.id)).toEqual([done.id]);
  });

  test("takes no execution: neither a new one, nor one that is run again", async () => {
    const { id, name } = await inService();
    const done = await build(id, { status: "success" });
    await deleteService(ctx, { name });
    await expect(createExecution(ctx, { service: name })).rejects.toBeInstanceOf(NotFound);
    const deleted = `Service ${name} was deleted`;
    await expect(createExecution(ctx, { service: id })).rejects.toThrow(deleted);
    await expect(rerunExecution(ctx, { id: done.id })).rejects.toThrow(deleted);
  });

  test("leaves its name to another one, which has nothing of its past", async () => {
    const { name } = await deploy("again");
    await deleteService(ctx, { name });
    expect(await wasDeleted(ctx, name)).toBe(true);
    const { id } = await deploy("again");
    expect(await wasDeleted(ctx, name)).toBe(false);
    expect(await getService(ctx, { name })).toMatchObject({ id, revision: 1 });
    await expect(deploy("again")).rejects.toBeInstanceOf(Conflict);
    await deleteService(ctx, { name });
    expect(await wasDeleted(ctx, name)).toBe(true);
  });

  test("gets no replica any more, and those that stand there get no work", async () => {
    const { id, name } = await inService();
    const runner = await buildRunner(db.database);
    const replica = await buildReplica(db.database, { serviceId: id, runnerId: runner.id });
    await build(id);
    await deleteService(ctx, { name, force: true });
    expect((await wantedServices(ctx)).map(({ serviceId }) => serviceId)).not.toContain(id);
    const one = { ...replica, id: "0198f0c0-0000-7000-8000-000000000000" };
    expect(await addReplica(ctx, one, 0)).toBe(false);
    const slots = [{ replicaId: replica.id, serviceId: id, free: 1 }];
    expect(await claimExecutions(ctx, { runnerId: runner.id, epoch: 1, slots })).toEqual([]);
  });

  test("is told of to webhooks, and named by none of them", async () => {
    const { id, name } = await inService();
    const hooks = new TestingWebhooks(db.database);
    const hook = await hooks.create("http://127.0.0.1:9/", WEBHOOK_EVENTS, { services: [name] });
    await deleteService(ctx, { name });
    const told = await db.database.sql`select event from webhook_deliveries where service_id = ${id}`;
    expect(told.map(({ event }) => event)).toEqual(["service.deleted"]);
    expect((await getWebhook(hooks.ctx, { id: hook.id })).services).toEqual([]);
  });
});

describe("while something of it waits or runs", () => {
  test("it is left, and how many these are is said", async () => {
    const { id, name } = await inService();
    await build(id);
    await expect(deleteService(ctx, { name })).rejects.toThrow("of its executions 1 waits. Let");
    await build(id);
    await build(id, { status: "in-progress" });
    const refused = await deleteService(ctx, { name }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Conflict);
    expect((refused as Error).message).toContain("of its executions 2 wait and 1 runs");
    expect(await getService(ctx, { name })).toMatchObject({ counts: { created: 2, "in-progress": 1 } });
  });

  test("by force that is terminated, and nothing of a new one of its name", async () => {
    const { name } = await deploy("forced");
    const waiting = await createExecution(ctx, { service: name });
    const { id: serviceId } = await getService(ctx, { name });
    const running = await build(serviceId, { status: "in-progress" });
    const { bulkId } = await deleteService(ctx, { name, force: true });
    expect(bulkId).not.toBeNull();
    await deploy("forced");
    // As from a host whose clock is behind.
    const other = await createExecution(ctx, { service: name });
    await db.database
      .sql`update executions set created_at = created_at - interval '1 minute' where id = ${other.id}`;
    await carryBulksOn();
    const note = "Service forced was deleted";
    expect(await statusOf(waiting.id)).toMatchObject({ status: "terminated", stop_note: note });
    const asked = { status: "in-progress", stop_reason: "terminated", stop_note: note };
    expect(await statusOf(running.id)).toMatchObject(asked);
    expect(await statusOf(other.id)).toMatchObject({ status: "created" });
    const [bulk] = await db.database.sql`select status, filter, created_by from bulks where id = ${bulkId}`;
    expect(bulk).toEqual({ status: "done", filter: "service:forced", created_by: "ada@example.org" });
  });
});

describe("in the same moment", () => {
  /** Resolves once somebody waits for a lock. */
  const someoneWaits = async () => {
    for (let waiting = 0; waiting === 0; ) {
      waiting = (
        await db.database.sql`
        select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
      ).length;
    }
  };

  test("an execution that is created while its service is deleted is refused", async () => {
    const { id, name } = await inService();
    let creating: Promise<unknown> = Promise.resolve();
    await db.database.sql.begin(async (sql) => {
      await sql`select from services where id = ${id} for update`;
      await sql`update services set deleted_at = now() where id = ${id}`;
      creating = createExecution(ctx, { service: name }).catch((error: unknown) => error);
      await someoneWaits();
    });
    expect(await creating).toEqual(new Conflict(deletedWords(name)));
    expect((await listExecutions(ctx, { services: [name], limit: 10 })).rows).toEqual([]);
  });

  test.each([false, true])(
    "one that a deletion did not see yet is terminated (by force: %s)",
    async (force) => {
      const { id, name } = await inService();
      if (force) await build(id);
      const late = uuid();
      let deleting: Promise<unknown> = Promise.resolve();
      await db.database.sql.begin(async (sql) => {
        await sql`
        insert into executions (id, service_id, function_name, input, status, created_at, created_by, updated_at)
        values (${late}, ${id}, 'run', '{}', 'created', now() + interval '1 minute', 'ada', now())`;
        deleting = deleteService(ctx, { name, force });
        await someoneWaits();
      });
      await deleting;
      const note = `Service ${name} was deleted`;
      expect(await statusOf(late)).toMatchObject({ status: "terminated", stop_note: note });
    },
  );
});
