import { resolve } from "node:path";
import { connect } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";
import { createSignInLink, OPERATOR } from "#server/auth/sign-in-link.ts";
import { systemClock } from "#server/clock.ts";
import { EnvFault, readEnv } from "#server/env.ts";
import { registerManifest } from "#server/services/register-manifest.ts";
import { knownDatabaseUrl, openDatabase } from "../launch/database.ts";
import { CannotStart } from "../launch/say.ts";

/** What only the person who owns this machine may do. Each gives the exit code. */
export const signIn = () => told(printSignInLink);
export const migrateDatabase = () => told(bringToNewest);
export const checkRunner = () => told(check);
export const register = (manifest: string) => told(() => deploy(manifest));

async function told(work: () => Promise<void>): Promise<number> {
  try {
    await work();
    return 0;
  } catch (error) {
    const forPeople = error instanceof CannotStart || error instanceof EnvFault;
    console.error(forPeople ? error.message : error);
    return 1;
  }
}

/** What a runner of this home is started with; null, and said why, when there is no database yet. */
export async function runnerEnvironment(): Promise<NodeJS.ProcessEnv | null> {
  let found: NodeJS.ProcessEnv | null = null;
  await told(async () => {
    found = { ...process.env, DATABASE_URL: databaseUrl() };
  });
  return found;
}

/** The address of the database that this home works with, with its password. */
function databaseUrl(): string {
  const url = knownDatabaseUrl(readEnv(process.env));
  if (!url) throw new CannotStart("There is no database yet: run npm start once, or set DATABASE_URL.");
  return url;
}

async function printSignInLink(): Promise<void> {
  const database = connect(databaseUrl(), { max: 1, name: "curfew-operator" });
  try {
    console.log(await createSignInLink({ database, env: readEnv(process.env) }));
  } catch (error) {
    if ((error as { code?: string }).code !== "ECONNREFUSED") throw error;
    throw new CannotStart("The database does not run: start Curfew first (npm start).");
  } finally {
    await database.close();
  }
}

async function deploy(manifest: string): Promise<void> {
  await whileOpen(async (url) => {
    const database = connect(url, { max: 1, name: "curfew-operator" });
    const context = { database, clock: systemClock, actor: OPERATOR };
    await registerManifest(context, resolve(manifest)).finally(() => database.close());
  });
  console.log(`Registered ${manifest}`);
}

async function bringToNewest(): Promise<void> {
  await whileOpen(migrate);
  console.log("The database has the newest schema.");
}

async function check(): Promise<void> {
  await whileOpen(async (url) => {
    const database = connect(url, { max: 1, name: "curfew-operator" });
    const [row] =
      await database.sql`select count(*)::int as services from services where deleted_at is null`.finally(
        () => database.close(),
      );
    console.log(`The environment is right and the database answers; it knows ${row?.services} services.`);
  });
}

/** A built-in server that ran already goes on running. */
async function whileOpen(work: (url: string) => Promise<void>): Promise<void> {
  const opened = await openDatabase(readEnv(process.env), systemClock);
  try {
    await work(opened.url);
  } finally {
    if (opened.started) await opened.stop();
  }
}
