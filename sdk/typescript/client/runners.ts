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
  /** Executions being terminated: they would end. */
  terminating: number;
  /** Milliseconds of work since the last save of each, all together. */
  lostMs: number;
  /** Services of which no other host has a ready replica that answers. */
  servicesLeftAlone: string[];
  /** No runner of another host answers and takes work. */
  isOnly: boolean;
  /** Runners of the host, this one counted: it is told of all of them. */
  runnersOnHost: number;
  /** Executions that this runner runs itself: a drain waits for them. */
  running: number;
  /** How long a drain of this runner may take at most; null when something of it does not answer. */
  drainWaitMs: number | null;
}
