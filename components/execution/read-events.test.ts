import { expect, test, vi } from "vitest";
import type { ExecutionEventView } from "#server/domain/views.ts";
import { readEvents } from "./read-events.ts";

function buildEvents(...ids: number[]): ExecutionEventView[] {
  return ids.map((id) => ({
    id,
    attempt: 1,
    type: "state_saved",
    at: new Date(id),
    actor: "agent",
    data: {},
  }));
}

const numbers = (to: number) => Array.from({ length: to }, (_, n) => n + 1);

/** A server that has these events, and counts how often it is asked. */
function serverOf(events: ExecutionEventView[]) {
  return vi.fn(async (after: number) => events.filter(({ id }) => id > after).slice(0, 1_000));
}

test("a day of saves is read once, and then only what is new", async () => {
  const day = buildEvents(...numbers(8_600));
  const first = serverOf(day);
  const known = await readEvents([], first);
  expect(known).toEqual(day);
  expect(first).toHaveBeenCalledTimes(9);

  const later = [...day, ...buildEvents(8_601)];
  const next = serverOf(later);
  expect(await readEvents(known, next)).toEqual(later);
  expect(next).toHaveBeenCalledTimes(1);
  expect(next).toHaveBeenCalledWith(8_500);
});

test("an event that is written down a moment after one with a greater id is not passed over", async () => {
  const known = await readEvents([], serverOf(buildEvents(1, 2, 4)));
  expect((await readEvents(known, serverOf(buildEvents(1, 2, 3, 4)))).map(({ id }) => id)).toEqual([
    1, 2, 3, 4,
  ]);
});
