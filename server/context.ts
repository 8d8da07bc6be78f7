import type { Database } from "#db/client.ts";
import type { Clock } from "./clock.ts";

/** What every verb gets: where the rows are, what time it is and who asks. */
export interface Context {
  database: Database;
  clock: Clock;
  /** A person's address, or `runner`, `agent`, `system`. */
  actor: string;
}
