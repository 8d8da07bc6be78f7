import { mkdirSync } from "node:fs";
import { join } from "node:path";
import postgres from "postgres";
import { systemClock } from "#server/clock.ts";
import { projectRoot } from "#server/project-root.ts";
import { withFolderLock } from "./embedded/folder-lock.ts";
import { startEmbedded } from "./embedded/server.ts";

const USERS_LOCK = 4_920_119;

/** Nothing in it is worth a wait for the disk. */
const THROW_AWAY = {
  fsync: "off",
  full_page_writes: "off",
  synchronous_commit: "off",
  max_connections: "400",
};

/**
 * Vitest's global set-up of the suites that need PostgreSQL: TEST_DATABASE_URL when it is set, else a server below
 * node_modules/.cache. Test runs side by side share that one, and the last to leave stops it.
 */
export default async function setup(): Promise<() => Promise<void>> {
  if (process.env.TEST_DATABASE_URL) return async () => {};
  const users = join(projectRoot(), "node_modules", ".cache", "curfew-test");
  mkdirSync(users, { recursive: true, mode: 0o711 });
  const { server, presence } = await withFolderLock(users, systemClock, () => enter(users));
  process.env.TEST_DATABASE_URL = server.url;
  return () =>
    withFolderLock(users, systemClock, async () => {
      delete process.env.TEST_DATABASE_URL;
      const last = await leave(presence);
      if (last) await server.stop();
    });
}

/** A shared lock held for the whole run says "in use"; the database itself lets go of it when the run is killed. */
async function enter(users: string) {
  const server = await startEmbedded(join(users, "postgres"), systemClock, {
    settings: THROW_AWAY,
    database: "postgres",
  });
  const presence = postgres(server.url, { max: 1, onnotice: () => {}, idle_timeout: 0, max_lifetime: null });
  await presence`select pg_advisory_lock_shared(${USERS_LOCK})`;
  return { server, presence };
}

async function leave(presence: postgres.Sql): Promise<boolean> {
  try {
    await presence`select pg_advisory_unlock_shared(${USERS_LOCK})`;
    const [row] = await presence<{ last: boolean }[]>`select pg_try_advisory_lock(${USERS_LOCK}) as last`;
    return row?.last ?? false;
  } catch {
    return false;
  } finally {
    await presence.end({ timeout: 5 });
  }
}
