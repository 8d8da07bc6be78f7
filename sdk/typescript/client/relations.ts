import type { ExecutionStatus } from "./types.ts";

export interface Family {
  /** Each right after its parent. */
  members: {
    id: string;
    parentId: string | null;
    /** 0 for the first that is given, 1 for what its code started, and so on. */
    depth: number;
    serviceName: string;
    functionName: string;
    status: ExecutionStatus;
    stopping: boolean;
    createdAt: string;
    endedAt: string | null;
    attempts: { startedAt: string; endedAt: string | null; outcome: string | null }[];
  }[];
  /** There are more, or deeper ones, than are given. */
  more: boolean;
}

export interface Durations {
  functionName: string;
  /** Newest first, however they ended. */
  runs: { id: string; status: ExecutionStatus; startedAt: string; endedAt: string }[];
  /** Milliseconds of good runs; null when too few are known. */
  p50Ms: number | null;
  p95Ms: number | null;
}
