import type { BulkItemState, BulkKind, BulkStatus } from "./bulk.ts";
import type { Labels } from "./labels.ts";
import type { ExecutionStatus } from "./status.ts";
import type { Stop } from "./stop.ts";
import type { ExecutionRow } from "./views.ts";

/** A bulk before it begins. */
export interface BulkDraft {
  id: string;
  kind: BulkKind;
  /** Exactly so many, and always the same ones. */
  total: number;
  /** The first of them, with what would be done to each as it is now. */
  sample: { execution: ExecutionRow; reached: boolean; words: string }[];
}

export interface BulkRow {
  id: string;
  kind: BulkKind;
  status: BulkStatus;
  /** As it was typed; null when executions were chosen one by one. */
  filter: string | null;
  /** Of `extend`, `bySeconds` from each deadline, `at` in ISO 8601, or `timeoutSeconds` from the start of each attempt. */
  arguments: { bySeconds?: number; at?: string; timeoutSeconds?: number; set?: Labels; remove?: string[] };
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
  /** Where those stand now that it has reached; `rung` of those that are stopping. */
  standing: { status: ExecutionStatus; rung: Stop["rung"] | null; count: number }[];
  /** What agents said to the orders of an `extend`; null for other kinds. */
  answers: { moved: number; refused: number } | null;
  /** Those that were left alone or refused, refused first, at most 100. */
  told: { id: string; state: BulkItemState; message: string }[];
}
