import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { systemClock } from "#server/clock.ts";
import { readEnv } from "#server/env.ts";
import { openDatabase, versionFault } from "./database.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

test("a server named by DATABASE_URL is used as it is, described without its password, and left running", async () => {
  const url = new URL(db.url);
  url.password ||= "hidden-from-people";
  const opened = await openDatabase(readEnv({ DATABASE_URL: db.url }), systemClock);
  expect(opened).toMatchObject({ url: db.url, started: false });
  expect(opened.description).toContain(`${url.pathname.slice(1)} on ${url.host} (DATABASE_URL)`);
  expect(opened.description).not.toContain(url.password);
  await opened.stop();
  expect(await db.database.sql`select 1 as one`).toHaveLength(1);
});

test("one that does not answer is refused, named by the variable", async () => {
  const env = readEnv({ DATABASE_URL: "postgres://curfew:secret@127.0.0.1:1/curfew" });
  const refused = expect(openDatabase(env, systemClock)).rejects;
  await refused.toThrow(/The database at 127.0.0.1:1, named by DATABASE_URL, can't be used: .*ECONNREFUSED/);
});

test.each([
  [90_624, "it is PostgreSQL 9, and Curfew needs 14 or newer"],
  [130_014, "it is PostgreSQL 13, and Curfew needs 14 or newer"],
  [140_000, null],
  [180_004, null],
])("version %d: %s", (version, fault) => {
  expect(versionFault(version)).toBe(fault);
});
