import type { TimeSpan } from "#components/charts/chart-series.ts";
import type { ExecutionEventView } from "#server/domain/views.ts";

/** Places apart on a scale: no screen shows more. */
const PLACES = 1_000;

/**
 * When it saved its state, oldest first. While it stops, a save is told a second time, as the rung that it reaches; only what it
 * hands over as it returns is told by that alone.
 */
export function savesOf(events: readonly ExecutionEventView[]): number[] {
  return events
    .filter(({ type, data }) => type === "state_saved" || (type === "saved" && data.by === "output"))
    .map(({ at }) => at.getTime());
}

/** The first and the last, and of the others those that lie apart on that scale. */
export function apart(times: readonly number[], { from, to }: TimeSpan): number[] {
  const least = (to - from) / PLACES;
  let before = Number.NEGATIVE_INFINITY;
  return times.filter((at, n) => {
    const kept = at - before >= least || n === times.length - 1;
    if (kept) before = at;
    return kept;
  });
}
