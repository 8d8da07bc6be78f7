import type { BulkItemState, BulkKind, BulkStatus } from "./bulk.ts";
import type { Labels } from "./labels.ts";
import type { ExecutionStatus } from "./status.ts";
import type { Stop, StopMode } from "./stop.ts";
import type { WorkerKind } from "./stop-modes.ts";
import type { ExecutionRow } from "./views.ts";

/** A bulk before it begins. */
export interface BulkDraft {
  id: string;
  kind: BulkKind;
  /** When it was found out what follows. */
  at: Date;
  /** Exactly so many, and always the same ones. */
  total: number;
  /** So many of them would be reached as they are now; the others would be left alone. */
  reached: number;
  /** Of `terminate`: what runs those that it would meet at work, which decides what its mode does; null for other kinds. */
  workers: Record<WorkerKind, number> | null;
  /** The first of them, with what would be done to each as it is now; `worker` is null while it does not run, and for other kinds. */
  sample: { execution: ExecutionRow; worker: WorkerKind | null; reached: boolean; words: string }[];
}

export interface BulkRow {
  id: string;
  kind: BulkKind;
  status: BulkStatus;
  /** As it was typed; null when executions were chosen one by one. */
  filter: string | null;
  /**
   * Of `extend`, `bySeconds` from each deadline, `at` in ISO 8601, or `timeoutSeconds` from the start of each attempt; of
   * `terminate` its `mode`, absent for `checkpoint`.
   */
  arguments: {
    bySeconds?: number;
    at?: string;
    timeoutSeconds?: number;
    mode?: StopMode;
    set?: Labels;
    remove?: string[];
  };
  note: string | null;
  /** Null while one that began without counting goes on. */
  total: number | null;
  createdAt: Date;
  startedAt: Date | null;
  startedBy: string | null;
  endedAt: Date | null;
  counts: Record<BulkItemState, number>;
}

/** One bulk, whole. */
export interface BulkDetail extends BulkRow {
  /** Where those stand now that it has reached; `rung` of those that are stopping, `unverified` of those that ended. */
  standing: { status: ExecutionStatus; rung: Stop["rung"] | null; unverified: boolean; count: number }[];
  /** What agents said to the orders of an `extend`; null for other kinds. */
  answers: { moved: number; refused: number } | null;
  /** Those that were left alone or refused, refused first, at most 100. */
  told: { id: string; state: BulkItemState; message: string }[];
}
