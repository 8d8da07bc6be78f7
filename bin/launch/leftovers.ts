import type { Clock } from "#server/clock.ts";
import { LEASE_MS } from "#server/domain/liveness.ts";
import { AGENT_PROCESSES } from "#server/runner/agent-process.ts";
import { openRunnerHome } from "#server/runner/runner-home.ts";
import { say } from "./say.ts";

const LOOK_MS = 100;
/** An agent whose runner is gone has stopped its work by itself, and proven that, within the lease. */
const BY_THEMSELVES_MS = LEASE_MS + 1_000;
/** What is killed and does not die hangs in the kernel. */
const DEAD_WITHIN_MS = 10_000;

/** What of the replicas of one home can be seen from outside their runner. */
export interface Replicas {
  /** Whose agent lives. */
  living(): string[];
  /** Kills all that is left of any of them. True when there was nothing. */
  kill(): boolean;
}

export function replicasOf(home: string): Replicas {
  const { replicaIds, replicaFolder } = openRunnerHome(home);
  return {
    living: () => replicaIds().filter((id) => AGENT_PROCESSES.isAnyAlive(id)),
    kill: () =>
      replicaIds()
        .map((id) => AGENT_PROCESSES.killStrays(id, replicaFolder(id)))
        .every((nothing) => nothing),
  };
}

/**
 * Ends what a runner has left that could not stop its replicas: waits until their agents have done so by themselves,
 * and kills what then lives, or at once when `hurry` is aborted. True when nothing of it is left.
 */
export async function endLeftovers(replicas: Replicas, clock: Clock, hurry: AbortSignal): Promise<boolean> {
  const waiting = replicas.living().length;
  if (waiting > 0 && !hurry.aborted) {
    const what = waiting === 1 ? "1 replica stops" : `${waiting} replicas stop`;
    say("Agents", `${what} what runs within ${LEASE_MS / 1_000} s, unasked (Ctrl-C again to kill it)`);
    await until(() => replicas.living().length === 0, BY_THEMSELVES_MS, clock, hurry);
  }
  const unasked = replicas.living().length;
  if (unasked > 0) say("Agents", `killed, with all that they ran: ${unasked}`);
  return await until(() => replicas.kill(), DEAD_WITHIN_MS, clock);
}

/** False when it does not hold in time, or `hurry` is aborted. */
async function until(
  holds: () => boolean,
  ms: number,
  clock: Clock,
  hurry: AbortSignal = new AbortController().signal,
): Promise<boolean> {
  const endsAt = clock.monotonic() + ms;
  while (!holds()) {
    if (hurry.aborted || clock.monotonic() > endsAt) return false;
    await clock.sleep(LOOK_MS, hurry).catch(() => {});
  }
  return true;
}
