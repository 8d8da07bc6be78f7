const LONGEST_PAUSE_MS = 5_000;

/**
 * Reads at once, then pauses for four times as long as that took, and for `shortest` ms at least: a busy list changes
 * without end.
 */
export async function atLeisure(read: () => Promise<unknown>, shortest: number): Promise<void> {
  const startedAt = performance.now();
  // A read that fails shows itself where it is used.
  await read().catch(() => {});
  const pause = 4 * (performance.now() - startedAt);
  const bounded = Math.min(Math.max(pause, shortest), LONGEST_PAUSE_MS);
  await new Promise((resolve) => setTimeout(resolve, bounded));
}
