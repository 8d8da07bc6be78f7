import { createHash } from "node:crypto";
import type { Clock } from "#server/clock.ts";

/** The client asks again for half a minute. */
const KEPT_MS = 60_000;

/**
 * Starts whose answer nobody took: Dataloop's client sends a start again when its connection was cut, with nothing to tell it by.
 * The same start, by the same caller, is that execution then, once.
 */
export class UndeliveredStarts {
  readonly #clock: Clock;
  readonly #starts = new Map<string, { id: string; until: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The client has gone before it was answered that `id` is started. */
  keep(start: unknown, id: string): void {
    const now = this.#clock.monotonic();
    for (const [key, { until }] of this.#starts) if (until <= now) this.#starts.delete(key);
    this.#starts.set(keyOf(start), { id, until: now + KEPT_MS });
  }

  /** The execution that this start began already; null when there is none. */
  take(start: unknown): string | null {
    const key = keyOf(start);
    const kept = this.#starts.get(key);
    this.#starts.delete(key);
    return kept && kept.until > this.#clock.monotonic() ? kept.id : null;
  }
}

function keyOf(start: unknown): string {
  return createHash("sha256").update(JSON.stringify(start)).digest("hex");
}
