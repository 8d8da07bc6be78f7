import type { Database } from "#db/client.ts";

/** What a stop of Curfew has to wait for. */
export interface StopWait {
  /** Executions that run now. */
  running: number;
  /** The longest that one of them may take to end: its grace period and kill wait. */
  longestMs: number;
}

/** Time for the agents to prove that nothing is left, and for the runner to write it down. */
const SETTLE_MS = 20_000;

export async function readStopWait({ sql }: Database): Promise<StopWait> {
  const [row] = await sql<{ running: number; seconds: number }[]>`
    select count(*)::int as running,
           coalesce(max((policy->>'gracePeriod')::float8 + (policy->>'killWait')::float8), 0)::float8 as seconds
    from executions where status = 'in-progress'`;
  return { running: row?.running ?? 0, longestMs: (row?.seconds ?? 0) * 1_000 };
}

/** How long the runner gets before it is killed. */
export function runnerPatienceMs(wait: StopWait): number {
  return wait.longestMs + SETTLE_MS;
}

/** What is waited for, as a sentence; null when nothing runs. */
export function describeStopWait({ running, longestMs }: StopWait): string | null {
  if (running === 0) return null;
  const what = running === 1 ? "1 running execution" : `${running} running executions`;
  return `asking ${what} to stop; this takes ${Math.ceil(longestMs / 1_000)} s at most (Ctrl-C again to not wait)`;
}
