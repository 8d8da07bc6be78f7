import { join } from "node:path";
import postgres from "postgres";
import { type EmbeddedServer, embeddedUrl, startEmbedded } from "#db/embedded/server.ts";
import type { Clock } from "#server/clock.ts";
import type { Env } from "#server/env.ts";
import { type DatabaseKeeper, keepDatabase } from "./database-keeper.ts";
import { CannotStart } from "./say.ts";

/** The database that this home works with. */
export interface OpenDatabase {
  url: string;
  /** For people: never with the password. */
  description: string;
  /** False when it ran before. */
  started: boolean;
  /** Starts the built-in server again whenever it ends unasked, until `stop`; `tell` hears of it. */
  keep(tell: (fact: string) => void): void;
  /** Stops the built-in server; leaves a server named by DATABASE_URL alone. */
  stop(): Promise<void>;
}

export function databaseFolder(env: Env): string {
  return join(env.home, "postgres");
}

/** Starts or attaches to the built-in server, or makes sure that the one named by DATABASE_URL answers. */
export async function openDatabase(env: Env, clock: Clock): Promise<OpenDatabase> {
  if (!env.databaseUrl) {
    return builtIn(await startEmbedded(databaseFolder(env), clock), env, clock);
  }
  await checkAnswers(env.databaseUrl);
  const { host, pathname } = new URL(env.databaseUrl);
  return {
    url: env.databaseUrl,
    description: `${pathname.slice(1)} on ${host} (DATABASE_URL)`,
    started: false,
    keep: () => {},
    stop: async () => {},
  };
}

function builtIn(server: EmbeddedServer, env: Env, clock: Clock): OpenDatabase {
  // Who works with it knows it by its port.
  const restart = () => startEmbedded(databaseFolder(env), clock, { keepPort: true });
  let keeper: DatabaseKeeper | null = null;
  return {
    url: server.url,
    description: server.started ? "started (built in)" : "runs already (built in)",
    started: server.started,
    keep(tell) {
      keeper = keepDatabase(server, restart, clock, tell);
    },
    stop: () => (keeper ?? server).stop(),
  };
}

/** The URL without starting anything, or null when no database was made yet. */
export function knownDatabaseUrl(env: Env): string | null {
  return env.databaseUrl ?? embeddedUrl(databaseFolder(env));
}

/** Why a server of this `server_version_num` can't be used; null when it can. */
export function versionFault(version: number): string | null {
  if (version >= 140_000) return null;
  return `it is PostgreSQL ${Math.floor(version / 10_000)}, and Curfew needs 14 or newer`;
}

async function checkAnswers(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => {} });
  try {
    const [row] = await sql<
      { version: number }[]
    >`select current_setting('server_version_num')::int as version`;
    const fault = versionFault(row?.version ?? 0);
    if (fault) throw new Error(fault);
  } catch (error) {
    const { host } = new URL(url);
    const why = (error as Error).message || String((error as NodeJS.ErrnoException).code);
    throw new CannotStart(`The database at ${host}, named by DATABASE_URL, can't be used: ${why}`);
  } finally {
    await sql.end({ timeout: 2 });
  }
}
