/** A host that lived at least this long did not fail at its start. */
const FAST_MS = 10_000;
const MOST_FAST_FAILURES = 5;
const FIRST_PAUSE_MS = 100;

/** How long to wait before a host that died is started again. */
export class RestartPause {
  #fastFailures = 0;

  /** Milliseconds, or null when it is not to be tried again. `livedMs` is how long the one that died had lived. */
  afterFailure(livedMs: number): number | null {
    this.#fastFailures = livedMs < FAST_MS ? this.#fastFailures + 1 : 0;
    if (this.#fastFailures >= MOST_FAST_FAILURES) return null;
    return FIRST_PAUSE_MS * 2 ** this.#fastFailures;
  }
}
