import type { Clock } from "#server/clock.ts";

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

interface Failures {
  revision: number;
  count: number;
  /** On the monotonic clock. */
  notBefore: number;
  /** When one got ready after the last failure; null while none has. */
  readyAt: number | null;
}

/** A replica that was ready for so long has shown that the service can run: its failure counts as the first. */
const STEADY_MS = 60_000;

/** Replicas that fail are started again ever more slowly, until one stays ready or the service is changed. */
export class StartPauses {
  readonly #clock: Clock;
  readonly #failures = new Map<string, Failures>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  mayStart(serviceId: string, revision: number): boolean {
    const failures = this.#failures.get(serviceId);
    return !failures || failures.revision !== revision || this.#clock.monotonic() >= failures.notBefore;
  }

  failed(serviceId: string, revision: number): void {
    const before = this.#failures.get(serviceId);
    const now = this.#clock.monotonic();
    const steady = before?.readyAt != null && now - before.readyAt >= STEADY_MS;
    const count = before?.revision === revision && !steady ? before.count + 1 : 1;
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** (count - 1), LONGEST_PAUSE_MS);
    this.#failures.set(serviceId, { revision, count, notBefore: now + pause, readyAt: null });
  }

  ready(serviceId: string): void {
    const failures = this.#failures.get(serviceId);
    if (failures) failures.readyAt ??= this.#clock.monotonic();
  }
}
