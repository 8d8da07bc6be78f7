export interface ChangeSettings {
  /** The change is refused with status 409 unless the service is still at this revision. */
  expectedRevision?: number;
  /**
   * `new` (left out, it is this): what starts from now on. `live`: deadlines of what runs move with the execution
   * timeout too. `replace`: every replica is replaced, once what it runs has ended.
   */
  apply?: "new" | "live" | "replace";
  /** Old replicas are stopped with all that they run, which then follows its `onReset`; else they finish that first. */
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
