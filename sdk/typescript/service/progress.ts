export interface ProgressReport {
  /** 0 to 100; null when never given. */
  percent: number | null;
  message: string | null;
  metrics: Record<string, number> | null;
}

/**
 * How far an execution is. Call it as often as you like: at most ten reports a second leave the process, the newest
 * wins, and the last one is always sent.
 */
export class Progress {
  readonly #send: (report: ProgressReport) => void;
  #percent: number | null = null;
  #message: string | null = null;
  #metrics: Record<string, number> | null = null;

  constructor(send: (report: ProgressReport) => void) {
    this.#send = send;
  }

  /**
   * `percent` is 0 to 100, and held within. What is not given stays as it was; metrics are merged by name, and one
   * that is not a finite number is taken away. Throws a TypeError for a percent that is no number.
   */
  update(change: { percent?: number; message?: string; metrics?: Record<string, number> }): void {
    if (change.percent !== undefined) this.#percent = percentage(change.percent);
    if (change.message !== undefined) this.#message = String(change.message);
    if (change.metrics !== undefined) this.#metrics = merge(this.#metrics, change.metrics);
    this.#send({ percent: this.#percent, message: this.#message, metrics: this.#metrics });
  }
}

function percentage(value: number): number {
  if (typeof value !== "number" || Number.isNaN(value)) {
    throw new TypeError(`percent must be a number from 0 to 100, not ${value}`);
  }
  return Math.min(100, Math.max(0, value));
}

function merge(old: Record<string, number> | null, change: Record<string, number>) {
  const entries = Object.entries({ ...old, ...change }).filter(([, value]) => Number.isFinite(value));
  return entries.length > 0 ? Object.fromEntries(entries) : null;
}
