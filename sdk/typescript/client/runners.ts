export interface DrainedRunner {
  id: string;
  host: string;
  /** Null while it takes work. */
  drainingAt: string | null;
}

/** What would happen if a runner's host went away now. */
export interface RunnerLoss {
  /** Executions that would be run again elsewhere, and that would fail. */
  rerun: number;
  failed: number;
  /** Milliseconds of work since the last save of each, all together. */
  lostMs: number;
  /** Services of which no other runner has a ready replica. */
  servicesLeftAlone: string[];
  /** No other runner takes work. */
  isOnly: boolean;
}
