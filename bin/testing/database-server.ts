import { join } from "node:path";
import { startEmbedded } from "#db/embedded/server.ts";
import { systemClock } from "#server/clock.ts";

/** A throw-away PostgreSQL server that stands for "a real server somewhere". */
export async function startDatabaseServer(folder: string) {
  return startEmbedded(join(folder, "postgres"), systemClock, {
    database: "postgres",
    settings: { fsync: "off" },
  });
}
