import { CurfewApiError, CurfewUnreachable } from "#sdk/typescript/client/client.ts";
import type { Clock } from "#server/clock.ts";

const PATIENCE_MS = 90_000;
const PAUSE_MS = 300;

/** Requests as a careful client makes them: the same one again until it is answered. */
export class Answers {
  /** Too late, or not allowed as things stand: Curfew said no. */
  refused = 0;
  /** Asked again, since no answer came or none that means anything: the first may have been carried out all the same. */
  repeated = 0;
  /** Nobody answered for as long as anybody waits. */
  unanswered = 0;
  /** What no request of the workload may be answered. */
  readonly wrong: string[] = [];
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Null when it was refused or never answered. `about` names it for people. */
  async of<T>(about: string, request: () => Promise<T>): Promise<T | null> {
    const until = this.#clock.monotonic() + PATIENCE_MS;
    for (;;) {
      try {
        return await request();
      } catch (error) {
        if (!isPassing(error)) return this.#refuse(about, error);
      }
      if (this.#clock.monotonic() > until) {
        this.unanswered += 1;
        return null;
      }
      this.repeated += 1;
      await this.#clock.sleep(PAUSE_MS);
    }
  }

  #refuse(about: string, error: unknown): null {
    const { status, message } = error as CurfewApiError;
    if (status === 409) this.refused += 1;
    else this.wrong.push(`${about} was answered ${status ?? "not at all"}: ${message}`);
    return null;
  }
}

/** The web server or the database is away. */
function isPassing(error: unknown): boolean {
  if (error instanceof CurfewUnreachable) return true;
  return error instanceof CurfewApiError && error.status >= 500;
}
