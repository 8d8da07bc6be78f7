import type { ExecutionStatus } from "./status.ts";

/** A run that has ended. */
export interface PastRun {
  id: string;
  status: ExecutionStatus;
  /** Of its last attempt. */
  startedAt: Date;
  endedAt: Date;
}

/** How long runs of one function took. */
export interface Durations {
  functionName: string;
  /** The newest that have ended, however they did, newest first; at most 100. */
  runs: PastRun[];
  /** Of good runs; null when too few are known. */
  p50Ms: number | null;
  p95Ms: number | null;
}
