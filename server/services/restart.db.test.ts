import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildReplica, buildService } from "#db/testing-builders.ts";
import type { Context } from "#server/context.ts";
import { ManualClock } from "#server/manual-clock.ts";
import { listRevisions } from "./list-revisions.ts";
import { restartService } from "./restart.ts";

let db: TestDatabase;
let ctx: Context;
beforeAll(async () => {
  db = await createTestDatabase();
  ctx = { database: db.database, clock: new ManualClock(), actor: "ada@example.org" };
});
afterAll(() => db.drop());

const replicaAt = async (id: string) =>
  (await db.database.sql`select revision from replicas where id = ${id}`)[0]?.revision;

test("a restart leaves every replica to an older revision of the same content, and is audited as one", async () => {
  const { id, name } = await buildService(db.database);
  const replica = await buildReplica(db.database, { serviceId: id });
  const restarted = await restartService(ctx, { name });
  expect(restarted).toMatchObject({ id, name, revision: 2, changed: true, replicas: "replaced" });
  expect(await replicaAt(replica.id)).toBe(1);
  const [second, first] = await listRevisions(ctx, { name });
  expect(second?.config).toEqual(first?.config);
  const [audit] = await db.database.sql`select actor, data from audit where action = 'service.restart'`;
  expect(audit).toMatchObject({ actor: "ada@example.org", data: { name, revision: 2 } });
  const [service] = await db.database.sql`select cut_before as "cutBefore" from services where id = ${id}`;
  expect(service?.cutBefore).toBe(0);
});

test("a forced one also stops what runs, and an unknown service is refused", async () => {
  const { id, name } = await buildService(db.database);
  await restartService(ctx, { name, force: true });
  const [service] = await db.database.sql`select cut_before as "cutBefore" from services where id = ${id}`;
  expect(service?.cutBefore).toBe(2);
  await expect(restartService(ctx, { name: "nobody" })).rejects.toThrow("There is no service nobody.");
});
