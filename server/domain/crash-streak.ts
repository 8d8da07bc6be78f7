const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
/** So many in a row are no accident. */
export const CRASH_LOOP = 3;

/** How workers of a revision have crashed one after another, with no run between them that ended otherwise. */
export interface CrashStreak {
  revision: number;
  /** In a row. */
  count: number;
  /** The last one, for a person. */
  error: string;
  /** The execution that crashed last. */
  executionId: string;
  /** When the first of them came. */
  since: Date;
  crashedAt: Date;
}

/** Milliseconds before another attempt after the `crashes`-th crash in a row, from 1: twice as long each time, up to a minute. */
export function crashWaitMs(crashes: number): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (crashes - 1));
}

/** True when this very revision crashes again and again. */
export function isCrashLoop(streak: CrashStreak, revision: number): boolean {
  return streak.revision === revision && streak.count >= CRASH_LOOP;
}
