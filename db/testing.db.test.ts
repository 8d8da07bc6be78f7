import { afterEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "./testing.ts";

const made: TestDatabase[] = [];

async function create(): Promise<TestDatabase> {
  const database = await createTestDatabase();
  made.push(database);
  return database;
}

afterEach(async () => {
  await Promise.all(made.splice(0).map((database) => database.drop()));
});

test("a test database has the newest schema and no rows", async () => {
  const { database } = await create();
  const [row] = await database.sql`select count(*)::int as executions from executions`;
  expect(row).toEqual({ executions: 0 });
});

test("what one test file writes no other one sees", async () => {
  const [one, other] = await Promise.all([create(), create()]);
  await one.database.sql`insert into runners (id, host, pid, version, state, started_at, heartbeat_at)
    values (gen_random_uuid(), 'here', 1, '0', 'active', now(), now())`;
  const [row] = await other.database.sql`select count(*)::int as runners from runners`;
  expect(row).toEqual({ runners: 0 });
});

test("a dropped test database is gone", async () => {
  const kept = await create();
  const { url, drop } = await createTestDatabase();
  await drop();
  const name = new URL(url).pathname.slice(1);
  const rows = await kept.database.sql`select 1 from pg_database where datname = ${name}`;
  expect(rows).toHaveLength(0);
});
