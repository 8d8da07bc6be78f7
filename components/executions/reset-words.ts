import { formatDuration } from "#components/time/format-duration.ts";
import type { ResetView } from "#server/domain/views.ts";

type Waiting = Pick<ResetView, "waitsFor">;

/** Of the one because of which its replica is reset: who it waits for, and for how long at most. */
export function resetWaitWords(reset: Waiting, now: number): string {
  return reset.waitsFor.length === 0
    ? "Its replica is being reset: nobody else is waited for"
    : `Waits for the reset of its replica: ${waitedForWords(reset, now)}`;
}

/** `2 neighbours, at most 4 m 00 s`; call it only while somebody is waited for. */
export function waitedForWords({ waitsFor }: Waiting, now: number): string {
  const until = Math.max(...waitsFor.map((one) => one.until.getTime()));
  return `${neighbourCount(waitsFor.length)}, ${atMost(until, now)}`;
}

/** Of a neighbour in a replica that is being reset: what that means for it. */
export function neighbourWords({ waitsFor }: Waiting, id: string, now: number): string {
  const own = waitsFor.find((one) => one.id === id);
  return own
    ? `This one is waited for, ${atMost(own.until.getTime(), now)}, and keeps its result.`
    : "This one is not waited for any more: the reset ends it.";
}

/** Never a thousand: a replica runs no more at once. */
export function neighbourCount(count: number): string {
  return count === 1 ? "1 neighbour" : `${count} neighbours`;
}

function atMost(until: number, now: number): string {
  return `at most ${formatDuration(Math.max(0, until - now), { ticking: true })}`;
}
