import { type SharedMember, waitedFor, waitedForUntil } from "./plan-reset.ts";
import type { Isolation, Policy } from "./policy.ts";
import type { StopMode, StopReason } from "./stop.ts";
import { ladderTimes } from "./stop-ladder.ts";

/** What runs on a replica, as its row tells it. */
export interface PlacedRun {
  replicaId: string;
  isolation: Isolation;
  deadlineAt: Date;
  policy: Pick<Policy, "gracePeriod" | "killWait" | "drainTime">;
  /** All null while nobody has asked it to stop. */
  stopReason: StopReason | null;
  stopMode: StopMode | null;
  stopRequestedAt: Date | null;
  /** Seconds that operators gave its stop. */
  stopMoreSeconds: number;
}

/**
 * Milliseconds until the last of these has been sent SIGKILL, if each runs to its deadline as that stands and ignores
 * its stop: the most that replicas which drain wait for them.
 */
export function drainWaitMs(runs: PlacedRun[], now: number): number {
  return longest(runs, now, (members, isolation) => {
    const asked = members.map(({ askedAt, deadlineAt, times }) => (askedAt ?? deadlineAt) + times.graceMs);
    const kills = members.map(({ times }) => times.killWaitMs);
    // In one worker the last to be waited for may have the shortest kill wait, and the group has the longest.
    if (isolation === "shared") return Math.max(...asked) + Math.max(...kills);
    return Math.max(...asked.map((at, index) => at + (kills[index] ?? 0)));
  });
}

/**
 * Milliseconds that the reset of one of their replicas waits at most for what runs beside the one that ignored its
 * stop. Only a shared worker is reset: else a stop ends its own process, and nobody is waited for.
 */
export function resetWaitMs(runs: PlacedRun[], now: number): number {
  return longest(runs, now, (members, isolation) =>
    isolation === "shared" && members.length > 1
      ? Math.max(...waitedFor(members, now).map(waitedForUntil))
      : now,
  );
}

function longest(
  runs: PlacedRun[],
  now: number,
  until: (members: SharedMember[], isolation: Isolation) => number,
): number {
  const replicas = new Map<string, { members: SharedMember[]; isolation: Isolation }>();
  for (const run of runs) {
    const replica = replicas.get(run.replicaId) ?? { members: [], isolation: run.isolation };
    replicas.set(run.replicaId, replica);
    replica.members.push(toMember(run));
  }
  const ends = [...replicas.values()].map(({ members, isolation }) => until(members, isolation));
  return Math.max(0, ...ends.map((at) => at - now));
}

function toMember(run: PlacedRun): SharedMember {
  const { deadlineAt, policy, stopReason, stopMode, stopRequestedAt, stopMoreSeconds } = run;
  const times = ladderTimes(policy, stopReason ?? "timeout", true, stopMode ?? undefined);
  return {
    deadlineAt: deadlineAt.getTime(),
    drainTimeMs: policy.drainTime * 1_000,
    times: { ...times, graceMs: times.graceMs + stopMoreSeconds * 1_000 },
    askedAt: stopRequestedAt?.getTime() ?? null,
    mustEndNow: false,
  };
}
