/** What a change of the policy would mean for the executions that run now. */
export interface PolicyPreview {
  running: number;
  /** Of these: asked to stop already, so that no deadline of theirs moves. They are in none of the next two. */
  stopping: number;
  /** Would be past the new timeout already, were it applied to them. */
  alreadyPast: number;
  /** Would end by the new timeout within its next tenth, were it applied to them. */
  endingSoon: number;
  /** Waiting executions that would fail at once by its queue timeout. */
  waitedTooLong: number;
  /** Seconds that a reset would wait for what runs in the same worker at most; 0 where nothing shares one. */
  resetWaitSeconds: number;
  /** The same once the new timeout were applied to them. */
  liveResetWaitSeconds: number;
  /** Seconds that a drain would wait at most: to the last deadline as it stands, and the stop behind it. */
  drainWaitSeconds: number;
  /** The same once the new timeout were applied to them. */
  liveDrainWaitSeconds: number;
  /** What becomes of those that a forced update would stop. */
  cut: { failed: number; rerun: number };
}
