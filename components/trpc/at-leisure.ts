const SHORTEST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;

/** Reads at once, then pauses for four times as long as that took: a busy list changes without end. */
export async function atLeisure(read: () => Promise<unknown>): Promise<void> {
  const startedAt = performance.now();
  // A read that fails shows itself where it is used.
  await read().catch(() => {});
  const pause = 4 * (performance.now() - startedAt);
  const bounded = Math.min(Math.max(pause, SHORTEST_PAUSE_MS), LONGEST_PAUSE_MS);
  await new Promise((resolve) => setTimeout(resolve, bounded));
}
