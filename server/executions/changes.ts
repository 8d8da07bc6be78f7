import type { WorkHint } from "#db/channels.ts";
import type { LateResult } from "#server/domain/late-result.ts";
import type { EndReason } from "#server/domain/status.ts";
import type { HeldExecution } from "./held-execution.ts";

/** A row of execution_events to come. With `replicaId` it is written only if that attempt was placed there. */
export interface EventRow {
  executionId: string;
  attempt: number;
  type: string;
  at: Date;
  actor: string;
  data: Record<string, unknown>;
  replicaId?: string;
}

/** A row of the audit to come. */
export interface AuditRow {
  executionId: string;
  at: Date;
  actor: string;
  action: string;
  data: Record<string, unknown>;
}

/** Columns of an attempt to be set; what is left out stays as it is. */
export interface AttemptPatch {
  executionId: string;
  attempt: number;
  workerPid?: number;
  deadlineAt?: Date;
  endedAt?: Date;
  outcome?: "success" | "failed" | "terminated" | "rerun";
  reason?: EndReason | null;
  message?: string | null;
  exitCode?: number | null;
  exitSignal?: string | null;
  /** Milliseconds of work that its cut threw away, and how far it had come. */
  wastedMs?: number | null;
  longestCheckpointGapMs?: number | null;
  progress?: number | null;
}

/** What user code reported, the newest of each; what is left out stays as it is. */
export interface Telemetry {
  progress?: {
    percent: number | null;
    message: string | null;
    metrics: Record<string, number> | null;
    at: Date;
  };
  checkpoint?: { intervalMs: number | null; at: Date };
  saved?: { state: unknown; at: Date };
  /** Since when it counts as stalled; null once it moves again. */
  stalledAt?: Date | null;
}

/** All that a batch does to one execution. */
export interface ExecutionChange {
  /** As it will be. */
  now: HeldExecution;
  /** False while only events or the attempt's row are to be written. */
  dirty: boolean;
  /** Set by the end: what to keep as output and error. */
  result: { output: unknown; error: unknown } | null;
  /** It went back to the queue. */
  requeued: boolean;
  /** Milliseconds that it waits before it may be tried again; undefined when it waits for nothing but its turn. */
  waitMs?: number;
  /** Where the deadline was moved to; undefined when it stays. */
  deadlineAt?: Date;
  telemetry: Telemetry;
}

/** A batch, folded: what to write in one transaction. */
export interface Changes {
  executions: Map<string, ExecutionChange>;
  attempts: Map<string, AttemptPatch>;
  events: EventRow[];
  audits: AuditRow[];
  hints: WorkHint[];
  topics: Set<string>;
  lateResults: LateRow[];
  /** By service: its last crash, or null when any run ended otherwise. */
  crashes: Map<string, Crash | null>;
}

/** A late result on its way to its row. */
export interface LateRow extends LateResult {
  executionId: string;
  /** Undefined when nobody but its agent can have said so. */
  replicaId: string | undefined;
}

/** A worker that crashed. */
export interface Crash {
  executionId: string;
  attempt: number;
  error: string;
}

export function noChanges(): Changes {
  return {
    executions: new Map(),
    attempts: new Map(),
    events: [],
    audits: [],
    hints: [],
    topics: new Set(),
    lateResults: [],
    crashes: new Map(),
  };
}

/** The change of `held` that is under way, begun when there is none. */
export function changeOf(changes: Changes, held: HeldExecution): ExecutionChange {
  let change = changes.executions.get(held.id);
  if (!change) {
    change = { now: held, dirty: false, result: null, requeued: false, telemetry: {} };
    changes.executions.set(held.id, change);
  }
  return change;
}

export function patchAttempt(changes: Changes, patch: AttemptPatch): void {
  const key = `${patch.executionId}:${patch.attempt}`;
  changes.attempts.set(key, { ...changes.attempts.get(key), ...patch });
}
