import { mkdirSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { connect } from "#db/client.ts";
import { systemClock } from "#server/clock.ts";
import { readEnv } from "#server/env.ts";
import { createLog } from "#server/log.ts";
import { ownVersion } from "#server/version.ts";
import { Runner } from "./runner.ts";
import { openRunnerHome } from "./runner-home.ts";
import { untilDatabaseAnswers } from "./until-database-answers.ts";

// `node dist/runner.mjs`: SIGTERM and SIGINT stop it and all that it runs; any other death leaves its agents running
// for the next process to take over.
const env = readEnv(process.env);
const log = createLog({ name: "runner", level: env.logLevel });
if (!env.databaseUrl) {
  log.error(
    {},
    "DATABASE_URL is not set: the runner needs the address of the database that the web server uses",
  );
  process.exit(1);
}
mkdirSync(env.home, { recursive: true });
// Each connection has to learn every statement, so that few are better: claims, events and the loops beside them.
const database = connect(env.databaseUrl, { max: 4, name: "curfew-runner", onlyByKeys: true });
const runner = new Runner({
  ctx: { database, clock: systemClock, actor: "runner" },
  home: openRunnerHome(env.home),
  launcher: {
    root: env.root,
    home: env.home,
    spoolLimitBytes: env.spoolLimitMib * 1_048_576,
    command: [process.execPath, "--enable-source-maps", join(env.root, "dist", "agent.mjs")],
  },
  host: hostname(),
  version: ownVersion(env.root),
  databaseIsLocal: env.databaseIsLocal,
  log,
  onSuperseded: () => process.exit(1),
});

let begun = false;
let stopping = false;
for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, "the runner stops");
    if (!begun) {
      log.info(
        {},
        "the runner ends before it has begun: it has started nothing, and what an earlier one left goes on",
      );
      process.exit(0);
    }
    runner
      .stop()
      .then(() => process.exit(0))
      .catch((error: unknown) => {
        log.error({ error }, "the runner could not stop in order");
        process.exit(1);
      });
  });
}
try {
  await untilDatabaseAnswers(() => database.sql`select 1`, systemClock, log);
  begun = true;
  await runner.start();
} catch (error) {
  if (!stopping) log.error({ error }, "the runner could not start");
  process.exit(1);
}
