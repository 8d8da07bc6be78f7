import { readFileSync } from "node:fs";
import { join } from "node:path";
import { connect, type Database } from "#db/client.ts";
import { type Auth, createAuth } from "#server/auth/auth.ts";
import { baseUrlOf, trustedOrigins } from "#server/auth/origins.ts";
import { authSecret } from "#server/auth/sign-in-link.ts";
import { type Clock, systemClock } from "#server/clock.ts";
import { UndeliveredStarts } from "#server/dataloop/undelivered-starts.ts";
import { type Env, readEnv } from "#server/env.ts";
import { ChangeFeed } from "#server/live/change-feed.ts";
import { databaseChanges } from "#server/live/database-changes.ts";
import { createLog, type Log } from "#server/log.ts";
import { WebhookSender } from "#server/webhooks/sender.ts";

/** What lives as long as the web server. */
export interface WebProcess {
  env: Env;
  database: Database;
  auth: Auth;
  /** Origins under which people reach this server. */
  origins: string[];
  clock: Clock;
  log: Log;
  changes: ChangeFeed;
  sender: WebhookSender;
  undelivered: UndeliveredStarts;
  shutdown: AbortController;
  /** Curfew's own, as in package.json. */
  version: string;
}

// Route handlers, pages and instrumentation are bundled apart: only globalThis is the same for all of them.
const KEY = Symbol.for("curfew.web-process");

/** Made at the first call. */
export function webProcess(): WebProcess {
  const holder = globalThis as { [KEY]?: WebProcess };
  holder[KEY] ??= createWebProcess(readEnv(process.env));
  return holder[KEY];
}

function createWebProcess(env: Env): WebProcess {
  if (!env.databaseUrl) {
    throw new Error(
      "The web server needs DATABASE_URL. `npm start` starts a database of its own and sets it.",
    );
  }
  const clock = systemClock;
  const log = createLog({ name: "web", level: env.logLevel });
  const database = connect(env.databaseUrl, { name: "curfew-web" });
  const origins = trustedOrigins(env);
  const auth = createAuth({
    database,
    secret: authSecret(env.home),
    baseUrl: baseUrlOf(env),
    trustedOrigins: origins,
  });
  const changes = new ChangeFeed({ source: databaseChanges(database), clock, log });
  const version = ownVersion(env.root);
  return {
    env,
    database,
    auth,
    origins,
    clock,
    log,
    changes,
    sender: new WebhookSender({ clock, allowed: env.webhooksPrivate, version }),
    undelivered: new UndeliveredStarts(clock),
    shutdown: new AbortController(),
    version,
  };
}

function ownVersion(root: string): string {
  return (JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string }).version;
}
