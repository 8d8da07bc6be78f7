import { createHash, randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import postgres from "postgres";
import type { Clock } from "#server/clock.ts";
import type { Context } from "#server/context.ts";
import { ManualClock } from "#server/manual-clock.ts";
import { projectRoot } from "#server/project-root.ts";
import { connect, type Database } from "./client.ts";
import { migrate } from "./migrate.ts";

/** A database of one test file's own, with the newest schema and no rows. */
export interface TestDatabase {
  url: string;
  database: Database;
  drop(): Promise<void>;
}

/** The same database, whose clock a test moves. */
export function atTimeOf(clock: Pick<Clock, "now">, database: Database): Database {
  return { ...database, now: () => database.sql`${clock.now()}::timestamptz` };
}

/** Somebody's hand on the same database, at the time of a clock that the test moves. */
export function manualContext(
  database: Database,
  actor = "ada@example.org",
): Context & { clock: ManualClock } {
  const clock = new ManualClock();
  return { database: atTimeOf(clock, database), clock, actor };
}

const TEMPLATE_LOCK = 4_920_120;

/** Copies a migrated template, made once for each state of the migrations. Needs the server of db/test-server.ts. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = process.env.TEST_DATABASE_URL;
  if (!server) {
    throw new Error(
      "TEST_DATABASE_URL is not set: name the file x.db.test.ts or x.process.test.ts, then the set-up sets it",
    );
  }
  const admin = postgres(server, { max: 1, onnotice: () => {} });
  const name = `curfew_test_${process.pid}_${randomBytes(4).toString("hex")}`;
  try {
    const template = await ensureTemplate(admin, server);
    await admin`create database ${admin(name)} template ${admin(template)}`;
  } finally {
    await admin.end({ timeout: 5 });
  }
  const url = withDatabase(server, name);
  const database = connect(url, { name: "curfew-test" });
  return { url, database, drop: () => drop(server, name, database) };
}

async function drop(server: string, name: string, database: Database): Promise<void> {
  await database.close();
  const admin = postgres(server, { max: 1, onnotice: () => {} });
  try {
    await admin`drop database if exists ${admin(name)} with (force)`;
  } finally {
    await admin.end({ timeout: 5 });
  }
}

async function ensureTemplate(admin: postgres.Sql, server: string): Promise<string> {
  const name = `curfew_template_${migrationsHash()}`;
  await admin`select pg_advisory_lock(${TEMPLATE_LOCK})`;
  try {
    const existing = await admin`select 1 from pg_database where datname = ${name}`;
    if (existing.length === 0) await buildTemplate(admin, server, name);
  } finally {
    await admin`select pg_advisory_unlock(${TEMPLATE_LOCK})`;
  }
  return name;
}

/** Renamed last: a template by its final name is whole. */
async function buildTemplate(admin: postgres.Sql, server: string, name: string): Promise<void> {
  const draft = `${name}_draft`;
  await admin`drop database if exists ${admin(draft)} with (force)`;
  await admin`create database ${admin(draft)} template template0`;
  await migrate(withDatabase(server, draft));
  await admin`alter database ${admin(draft)} rename to ${admin(name)}`;
}

function migrationsHash(): string {
  const folder = join(projectRoot(), "db", "migrations");
  const hash = createHash("sha256");
  for (const file of readdirSync(folder).sort()) {
    if (file.endsWith(".sql")) hash.update(file).update(readFileSync(join(folder, file)));
  }
  return hash.digest("hex").slice(0, 12);
}

function withDatabase(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.toString();
}
