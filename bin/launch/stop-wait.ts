import type { Database } from "#db/client.ts";
import { type Clock, within } from "#server/clock.ts";
import { longestLadderMs } from "#server/executions/placed-attempts.ts";

/** What a stop of Curfew has to wait for. */
export interface StopWait {
  /** Executions that run now. */
  running: number;
  /** The longest that one of them may take to end: its grace period and kill wait, and what operators added. */
  longestMs: number;
}

/** Time for the agents to prove that nothing is left, and for the runner to write it down. */
const SETTLE_MS = 20_000;
/** A database that does not answer keeps nobody. */
const ANSWER_WITHIN_MS = 5_000;
/** Until it is asked again. */
const ASK_AGAIN_MS = 5_000;

/** Null while the database does not say. */
export async function readStopWait(database: Database, clock: Clock): Promise<StopWait | null> {
  const read = Promise.all([countRunning(database), longestLadderMs({ database }, null)]);
  return within(clock, ANSWER_WITHIN_MS, read).then(
    ([running, longestMs]) => ({ running, longestMs }),
    () => null,
  );
}

async function countRunning({ sql }: Database): Promise<number> {
  const [row] = await sql<{ running: number }[]>`
    select count(*)::int as running from executions where status = 'in-progress'`;
  return row?.running ?? 0;
}

/**
 * How much longer the runner is waited for, so many milliseconds after it was asked to stop. While nobody can say how
 * long what it runs may take it is not killed: its agents end the ladders by themselves, and it ends with them.
 */
export function runnerPatienceMs(wait: StopWait | null, sinceMs: number): number {
  return wait ? wait.longestMs + SETTLE_MS - sinceMs : ASK_AGAIN_MS;
}

/** What is waited for, as a sentence. */
export function describeStopWait(wait: StopWait | null): string {
  if (!wait)
    return "asking all that runs to stop; the database does not say for how long that is waited for (Ctrl-C again to kill what is left)";
  const { running, longestMs } = wait;
  if (running === 0) return "nothing is running";
  const what = running === 1 ? "1 running execution" : `${running} running executions`;
  return `asking ${what} to stop; this takes ${Math.ceil(longestMs / 1_000)} s at most (Ctrl-C again to kill what is left)`;
}
