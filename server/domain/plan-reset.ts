import type { LadderTimes } from "./stop-ladder.ts";

/**
 * One of the executions that run in one shared worker. Code in it can only be asked to stop: who ignores that is ended
 * by a reset of the replica, with all that runs beside it. Times are of one monotonic clock, in milliseconds.
 */
export interface SharedMember {
  deadlineAt: number;
  /** For how long after its deadline a reset may wait for it, at most. */
  drainTimeMs: number;
  times: LadderTimes;
  /** When it was asked to stop; null while nobody asked. */
  askedAt: number | null;
  /** It may run elsewhere already: nobody is waited for before it ends. */
  mustEndNow: boolean;
}

export type ResetStep =
  /** Nobody ignores a stop. Look again at `until`; null when nobody is asked. */
  | { type: "serve"; until: number | null }
  /** Somebody does: take nothing new, and wait for the others, until then at most. */
  | { type: "drain"; until: number }
  /** Nobody is left to wait for: the signals go to all of them. */
  | { type: "end" };

/** True once the grace period of its stop has passed: a checkpoint would have met it. */
export function ignoresStop({ askedAt, times }: SharedMember, now: number): boolean {
  return askedAt !== null && now >= askedAt + times.graceMs;
}

/**
 * Until when a reset waits for a neighbour: for its own stop, or else for its deadline, with the grace period behind
 * it, and in no case for longer than the drain time beyond the deadline.
 */
export function waitedForUntil({ deadlineAt, drainTimeMs, times, askedAt }: SharedMember): number {
  return Math.min((askedAt ?? deadlineAt) + times.graceMs, deadlineAt + drainTimeMs);
}

/** Who a reset waits for at `now`. */
export function waitedFor<T extends SharedMember>(members: T[], now: number): T[] {
  return members.filter((member) => !ignoresStop(member, now) && waitedForUntil(member) > now);
}

/**
 * How long the group has from SIGTERM to SIGKILL: as long as those who ignored their stops, or else as long as all; but
 * what may run elsewhere already keeps nobody.
 */
export function groupKillWaitMs(members: (SharedMember & { ignored: boolean })[]): number {
  const urgent = members.filter(({ mustEndNow }) => mustEndNow);
  const ignoring = members.filter(({ ignored }) => ignored);
  const deciding = [urgent, ignoring, members].find(({ length }) => length > 0) ?? [];
  return Math.max(0, ...deciding.map(({ times }) => times.killWaitMs));
}

/** What to do at `now` with what runs in one worker. Ask again when one of them ends or is asked to stop. */
export function planReset(members: SharedMember[], now: number): ResetStep {
  const ignoring = members.filter((member) => ignoresStop(member, now));
  if (ignoring.length === 0) {
    const asked = members.flatMap(({ askedAt, times }) =>
      askedAt === null ? [] : [askedAt + times.graceMs],
    );
    return { type: "serve", until: asked.length > 0 ? Math.min(...asked) : null };
  }
  const waiting = ignoring.some(({ mustEndNow }) => mustEndNow) ? [] : waitedFor(members, now);
  if (waiting.length > 0) return { type: "drain", until: Math.max(...waiting.map(waitedForUntil)) };
  return { type: "end" };
}
