import { percentile } from "./percentile.ts";
import type { StopSignal } from "./stop.ts";

/** An event of an attempt that may have been stopped. */
export interface StopEvent {
  executionId: string;
  attempt: number;
  type: string;
  at: Date;
  /** Of `signalled`. */
  signal: StopSignal | null;
  /** Of `order_answered`: a withdrawal that its agent has carried out. */
  withdrawn: boolean;
}

/** A stop of an attempt that ran, from the request on. */
export interface StopFact {
  executionId: string;
  attempt: number;
  requestedAt: Date;
  /** Null when nobody can say that nothing of it was left. */
  verifiedAt: Date | null;
  /** The strongest signal that it took. */
  signal: StopSignal | null;
  /** Its code met the request. */
  seen: boolean;
  saved: boolean;
}

/** How the code of a service answers when it is asked to stop. */
export interface Cooperation {
  /** The newest of its stops that this was learnt from. */
  stops: number;
  /** When the oldest of them was asked for; null when there are none. */
  since: Date | null;
  /** From the request until nothing was left, of those that were verified; null when none was. */
  latencyMs: { p50: number; p95: number } | null;
  /**
   * Of those whose end was verified: how many ended once their code had met the request, by themselves before that, after
   * SIGTERM, and after SIGKILL.
   */
  by: { checkpoint: number; itself: number; SIGTERM: number; SIGKILL: number };
  /** How many saved their state after the request. */
  saved: number;
  /** The others: given up without a proof that nothing was left, so that nobody knows how they ended. */
  unverified: number;
  /** The longest time that an attempt which ended went without a checkpoint, of its newest executions; null when none has told. */
  longestGap: { executionId: string; ms: number } | null;
  /**
   * The one that runs and has passed none for longest, and since when: its last one, or its start. Null when none runs of which
   * that is known: what is lost may pass some unheard.
   */
  openGap: { executionId: string; since: Date } | null;
}

/** Of each way to end, and of what runs, so many of a service's newest executions are looked at. */
export const COOPERATION_LOOKED_AT = 1_000;

/** The stops that `events` tell of; the events of an execution come in the order in which they happened. */
export function stopsOf(events: Iterable<StopEvent>): StopFact[] {
  const ran = new Set<string>();
  const stops = new Map<string, StopFact>();
  for (const event of events) {
    const key = `${event.executionId}#${event.attempt}`;
    if (event.type === "claimed") ran.add(key);
    // What was asked to stop while it waited ended at once: nothing of it ran.
    if (event.type === "stop_requested" && ran.has(key) && !stops.has(key)) stops.set(key, asked(event));
    if (event.withdrawn) stops.delete(key);
    const stop = stops.get(key);
    if (!stop) continue;
    if (event.type === "signalled") stop.signal = event.signal;
    if (event.type === "seen") stop.seen = true;
    if (event.type === "saved") stop.saved = true;
    if (event.type === "verified") stop.verifiedAt = event.at;
  }
  return [...stops.values()];
}

function asked({ executionId, attempt, at }: StopEvent): StopFact {
  return { executionId, attempt, requestedAt: at, verifiedAt: null, signal: null, seen: false, saved: false };
}

/** What `stops` say together. */
export function cooperationOf(stops: StopFact[]): Omit<Cooperation, "longestGap" | "openGap"> {
  const ended = stops.filter(({ verifiedAt }) => verifiedAt !== null);
  const took = ended
    .map(({ requestedAt, verifiedAt }) => Number(verifiedAt) - requestedAt.getTime())
    .sort((one, other) => one - other);
  const p50 = percentile(took, 50);
  const p95 = percentile(took, 95);
  const count = (fits: (stop: StopFact) => boolean) => ended.filter(fits).length;
  const oldest = Math.min(...stops.map(({ requestedAt }) => requestedAt.getTime()));
  return {
    stops: stops.length,
    since: stops.length === 0 ? null : new Date(oldest),
    latencyMs: p50 === null || p95 === null ? null : { p50, p95 },
    by: {
      checkpoint: count(({ signal, seen }) => signal === null && seen),
      itself: count(({ signal, seen }) => signal === null && !seen),
      SIGTERM: count(({ signal }) => signal === "SIGTERM"),
      SIGKILL: count(({ signal }) => signal === "SIGKILL"),
    },
    saved: stops.filter(({ saved }) => saved).length,
    unverified: stops.length - ended.length,
  };
}
