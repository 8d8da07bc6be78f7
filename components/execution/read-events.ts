import type { ExecutionEventView } from "#server/domain/views.ts";

/** The server gives this many at a time. */
const PAGE_EVENTS = 1_000;
/**
 * Read once more each time. Ids are given before a transaction ends, so that one with a smaller id may come a moment after one
 * with a greater.
 */
const AGAIN = 100;

export type ReadEventsAfter = (id: number) => Promise<ExecutionEventView[]>;

/** All events in order, however many: those that are `known`, and what came since. */
export async function readEvents(
  known: readonly ExecutionEventView[],
  readAfter: ReadEventsAfter,
): Promise<ExecutionEventView[]> {
  const events = known.slice(0, Math.max(0, known.length - AGAIN));
  const again = new Map(known.slice(events.length).map((event) => [event.id, event]));
  for (;;) {
    const page = await readAfter(events.at(-1)?.id ?? 0);
    // Events never change: the same object says so to whoever draws it.
    events.push(...page.map((event) => again.get(event.id) ?? event));
    if (page.length < PAGE_EVENTS) return events;
  }
}
