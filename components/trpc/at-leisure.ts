const LONGEST_PAUSE_MS = 5_000;

/** How long to pause after a read: `share` times as long as that took, `shortestMs` at least, five seconds at most. */
export interface Pace {
  shortestMs: number;
  share: number;
}

/** Reads at once, then pauses: a busy list changes without end. */
export async function atLeisure(read: () => Promise<unknown>, { shortestMs, share }: Pace): Promise<void> {
  const startedAt = performance.now();
  // A read that fails shows itself where it is used.
  await read().catch(() => {});
  const pause = share * (performance.now() - startedAt);
  const bounded = Math.min(Math.max(pause, shortestMs), LONGEST_PAUSE_MS);
  await new Promise((resolve) => setTimeout(resolve, bounded));
}
