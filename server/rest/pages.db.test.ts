import { v7 as uuid } from "uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildRunner, buildService } from "#db/testing-builders.ts";
import { createApiKey } from "#server/auth/create-api-key.ts";
import { stopNow } from "#server/bulks/stop-now.ts";
import { systemClock } from "#server/clock.ts";
import { type Ask, restOf } from "./testing-rest.ts";

let db: TestDatabase;
let ask: Ask;
const COUNT = 5;
beforeAll(async () => {
  db = await createTestDatabase();
  ask = restOf(db.database);
  const ctx = { database: db.database, clock: systemClock, actor: "ada" };
  const heartbeatAt = systemClock.now();
  for (let n = 0; n < COUNT; n += 1) {
    await buildService(db.database);
    // All of one moment: their ids tell them apart.
    await buildRunner(db.database, { startedAt: heartbeatAt, heartbeatAt });
    await stopNow(ctx, { where: `service:none-${n}` });
    await createApiKey(ctx, { name: `key-${n}` });
  }
  await db.database
    .sql`update api_keys set created_at = '2026-01-01 10:00:00.123456+00' where name < 'key-3'`;
});
afterAll(() => db.drop());

const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id);

describe.each(["/services", "/runners", "/bulks", "/api-keys"])("%s", (path) => {
  test("is told in pages, each row once and in the same order as without", async () => {
    const { rows: all, nextCursor: none } = (await ask("GET", path)).body;
    expect([all.length, none]).toEqual([COUNT, null]);
    const walked: string[] = [];
    const sizes: number[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const after: string = cursor && `&cursor=${cursor}`;
      const { rows, nextCursor } = (await ask("GET", `${path}?limit=2${after}`)).body;
      sizes.push(rows.length);
      walked.push(...idsOf(rows));
      cursor = nextCursor;
    }
    expect(sizes).toEqual([2, 2, 1]);
    expect(walked).toEqual(idsOf(all));
  });

  test.each(["limit=0", "limit=201", "limit=x", "cursor=", "cursor=%00", "cursor=1.2", "colour=red"])(
    "refuses %s, and names it",
    async (query) => {
      const { status, body } = await ask("GET", `${path}?${query}`);
      const [name] = query.split("=");
      expect([status, body.faults.map(({ field }: { field: string }) => field)]).toEqual([400, [name]]);
    },
  );
});

test("one page is 200 at most, also for who asks for none", async () => {
  const ids = Array.from({ length: 200 }, () => uuid());
  await db.database.sql`
    insert into services (id, name, created_at, updated_at, updated_by)
    select id, 'many-' || left(md5(id::text), 20), now(), now(), 'ada' from unnest(${ids}::uuid[]) id`;
  await db.database.sql`
    insert into revisions (service_id, number, config, author, created_at)
    select s.id, 1, r.config, 'ada', now() from services s,
      lateral (select config from revisions limit 1) r where s.id = any(${ids}::uuid[])`;
  const { rows, nextCursor } = (await ask("GET", "/services")).body;
  expect([rows.length, nextCursor]).toEqual([200, rows[199].name]);
  expect((await ask("GET", `/services?cursor=${nextCursor}`)).body.rows).toHaveLength(COUNT);
});
