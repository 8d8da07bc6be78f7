/** How much a benchmark measures. */
export interface Settings {
  /** At least 5, so that a spread says something. */
  runs: number;
  /** Stops measured in a run. */
  stops: number;
  /** Starts measured in a run. */
  starts: number;
  /** Executions of a throughput run. */
  executions: number;
  /** Executions that live while stops are measured. */
  live: number;
}

export const FULL: Settings = { runs: 5, stops: 40, starts: 100, executions: 2_000, live: 50 };
/** To see that it works; its figures say nothing. */
export const QUICK: Settings = { runs: 2, stops: 3, starts: 5, executions: 50, live: 5 };

/** Milliseconds between two readings of the monotonic clock. */
export function milliseconds(from: bigint, to: bigint): number {
  return Number(to - from) / 1e6;
}
