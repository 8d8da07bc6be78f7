import { isDatabaseAway } from "#db/away.ts";
import type { Clock } from "#server/clock.ts";
import type { Log } from "#server/log.ts";

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5_000;

/**
 * Waits for a database that is not there yet, as when this host has come up before the other one, and says so at each try.
 * @throws what the database says when it is there and refuses, a wrong password for instance.
 */
export async function untilDatabaseAnswers(
  ask: () => Promise<unknown>,
  clock: Clock,
  log: Log,
): Promise<void> {
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
    try {
      await ask();
      return;
    } catch (error) {
      if (!isDatabaseAway(error)) throw error;
      const why = error instanceof Error ? error.message : String(error);
      log.warn({ why, againInMs: wait }, "the database can't be reached; the runner waits for it");
    }
    await clock.sleep(wait);
  }
}
