const FIRST_PAUSE_MS = 1_000;
export const LONGEST_PAUSE_MS = 60_000;
/** A replica that was ready for so long has shown that the service can run: its failure counts as the first. */
const STEADY_MS = 60_000;

/** How a revision of a service has failed to start, or to stay. */
export interface StartFailures {
  revision: number;
  /** In a row; 0 once somebody has asked to try again now, whatever failed before. */
  count: number;
  /** The last one, for a person. */
  error: string;
  /** When the first of them came. */
  since: Date;
  failedAt: Date;
  /** None is started before. */
  retryAt: Date;
  /** When one got ready after the last failure; null while none has. */
  readyAt: Date | null;
}

/** Replicas that fail are started again ever more slowly, until one stays ready or the service is changed. */
export function afterFailure(
  before: StartFailures | null,
  { revision, error }: Pick<StartFailures, "revision" | "error">,
  now: Date,
): StartFailures {
  const readyMs = before?.readyAt ? now.getTime() - before.readyAt.getTime() : 0;
  const again = before?.revision === revision && readyMs < STEADY_MS;
  const count = again ? before.count + 1 : 1;
  const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** (count - 1), LONGEST_PAUSE_MS);
  const retryAt = new Date(now.getTime() + pauseMs);
  return { revision, count, error, since: again ? before.since : now, failedAt: now, retryAt, readyAt: null };
}

/** False while the pause after a failure lasts; a clock that was set back does not make it longer. */
export function mayStart(failures: StartFailures | null, revision: number, now: Date): boolean {
  if (failures?.revision !== revision) return true;
  const left = failures.retryAt.getTime() - now.getTime();
  return left <= 0 || left > LONGEST_PAUSE_MS;
}

/** True while this very revision has failed and none of its replicas has become ready since. */
export function isFailing(failures: StartFailures | null, revision: number): boolean {
  return failures?.revision === revision && failures.readyAt === null;
}

/** True while it fails, and for as long as those that became ready since may fail as the ones before did. */
export function isUnsteady({ count, readyAt }: StartFailures, now: Date): boolean {
  if (readyAt === null) return true;
  return count > 1 && now.getTime() - readyAt.getTime() < STEADY_MS;
}
