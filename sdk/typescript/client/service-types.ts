export interface ChangeSettings {
  /** The change is refused with status 409 unless the service is still at this revision. */
  expectedRevision?: number;
  /**
   * `new` (left out, it is this): what starts from now on. `live`: deadlines of what runs move with the execution
   * timeout too. `replace`: every replica is replaced, once what it runs has ended.
   */
  apply?: "new" | "live" | "replace";
  /**
   * Old replicas are stopped with all that they run, which then follows its `onReset`; else they finish that first. Without a
   * change it stops those that earlier updates have left.
   */
  force?: boolean;
}

export interface Updated {
  name: string;
  revision: number;
  /** False when the service was so already: then there is no new revision. */
  changed: boolean;
  /** Kept ones go on, and attempts that start on them follow the new revision. */
  replicas: "kept" | "replaced";
  /** The bulk that moves the deadlines of what runs; null when none is to be moved. */
  live: { bulkId: string; executions: number } | null;
  /** How many old replicas are being stopped with all that they run, since that was forced. */
  cut: number;
}

/** What a policy would mean for the executions that run now. */
export interface PolicyPreview {
  running: number;
  /** Would be past the new timeout already. */
  alreadyPast: number;
  /** Would end by the new timeout within its next tenth. */
  endingSoon: number;
  /** Waiting ones that would fail at once by its queue timeout. */
  waitedTooLong: number;
  /** How long a reset, or a drain, would wait for the slowest of them. */
  resetWaitSeconds: number;
  /** The same once the new timeout were applied to them. */
  liveResetWaitSeconds: number;
  /** What becomes of those that a forced update would stop. */
  cut: { failed: number; rerun: number };
}

/** How the code of a service answers when it is asked to stop, by its newest stops without drills. */
export interface Cooperation {
  stops: number;
  /** When the oldest of them was asked for; null when there are none. */
  since: string | null;
  /** From the request until nothing was left, of those that were verified. */
  latencyMs: { p50: number; p95: number } | null;
  /** How many ended at a checkpoint or by themselves, after SIGTERM, and after SIGKILL. */
  by: { checkpoint: number; SIGTERM: number; SIGKILL: number };
  /** How many saved their state after the request. */
  saved: number;
  /** How many were given up without a proof that nothing was left. */
  unverified: number;
  /** The longest time that one of its newest executions went without a checkpoint. */
  longestGap: { executionId: string; ms: number } | null;
}

export interface DurationStatistics {
  count: number;
  p50Ms: number;
  p95Ms: number;
  longestMs: number;
  /** `toMs` is null for whatever is longer. */
  buckets: { fromMs: number; toMs: number | null; count: number }[];
}

/** How a service has done lately, and what waits. */
export interface ServiceStatistics {
  from: string;
  to: string;
  /** By when they were created; `more` says that only the newest were looked at. */
  bars: {
    from: string;
    to: string;
    success: number;
    failed: number;
    terminated: number;
    live: number;
    more: boolean;
  }[];
  /** Of those that ended and were not terminated, 0 to 1; null when there are none. */
  successRate: number | null;
  durations: DurationStatistics | null;
  waits: DurationStatistics | null;
  queue: { waiting: number; more: boolean; oldest: { id: string; createdAt: string } | null };
}
