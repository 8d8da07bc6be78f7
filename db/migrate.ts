import { join } from "node:path";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { projectRoot } from "#server/project-root.ts";

/** Any number will do, as long as every Curfew takes the same: it makes migrations wait for each other. */
const MIGRATION_LOCK = 4_920_118;

/** Brings the database to the newest schema. Safe when several processes do so at the same time. */
export async function migrate(url: string): Promise<void> {
  // One connection: the lock belongs to a session.
  const sql = postgres(url, {
    max: 1,
    onnotice: () => {},
    connection: { application_name: "curfew-migrate" },
  });
  try {
    await sql`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await applyMigrations(drizzle(sql), { migrationsFolder: join(projectRoot(), "db", "migrations") });
  } finally {
    await sql.end({ timeout: 5 });
  }
}
