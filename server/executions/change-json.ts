import type { AttemptPatch, AuditRow, EventRow, ExecutionChange } from "./changes.ts";

/** A row of the writer's `input`; what is left out is null there. */
export function executionJson({ now, result, requeued, waitMs, deadlineAt, telemetry }: ExecutionChange) {
  const { state } = now;
  const { progress, checkpoint, saved, stalledAt } = telemetry;
  return {
    id: now.id,
    version: now.version,
    status: state.status,
    reason: state.reason ?? undefined,
    message: now.message ?? undefined,
    attempt: state.attempt,
    ended_at: now.endedAt ?? undefined,
    requeued,
    retries: state.retries,
    wait_ms: waitMs,
    deadline_at: deadlineAt,
    stop_reason: state.stop?.reason,
    stop_mode: state.stop?.mode,
    stop_rung: state.stop?.rung,
    stop_rung_at: now.stopRungAt ?? undefined,
    stop_signal: state.stop?.signal,
    stop_final: state.stop?.final ?? false,
    stop_seen: state.stop?.seen ?? false,
    stop_requested_at: now.stopRequestedAt ?? undefined,
    stop_requested_by: now.stopRequestedBy ?? undefined,
    stop_note: now.stopNote ?? undefined,
    stop_more_seconds: state.stop?.moreSeconds ?? 0,
    pending_order: state.order ? { ...state.order, ...now.orderGiven } : undefined,
    withdrawals: state.withdrawals,
    has_result: result !== null,
    output: result?.output,
    error: result?.error,
    has_progress: progress !== undefined,
    progress: progress?.percent,
    progress_message: progress?.message,
    metrics: progress?.metrics,
    progress_at: progress?.at,
    checkpoint_at: checkpoint?.at,
    checkpoint_interval_ms: checkpoint?.intervalMs,
    has_saved: saved !== undefined,
    saved_state: saved?.state,
    saved_at: saved?.at,
    has_stalled: stalledAt !== undefined,
    stalled_at: stalledAt ?? undefined,
  };
}

export function attemptJson(patch: AttemptPatch) {
  return {
    execution_id: patch.executionId,
    attempt: patch.attempt,
    worker_pid: patch.workerPid,
    deadline_at: patch.deadlineAt,
    ended_at: patch.endedAt,
    outcome: patch.outcome,
    reason: patch.reason,
    message: patch.message,
    exit_code: patch.exitCode,
    exit_signal: patch.exitSignal,
    wasted_ms: patch.wastedMs,
    longest_checkpoint_gap_ms: patch.longestCheckpointGapMs,
    progress: patch.progress,
  };
}

export function eventJson(row: EventRow) {
  return {
    execution_id: row.executionId,
    attempt: row.attempt,
    type: row.type,
    at: row.at,
    actor: row.actor,
    data: row.data,
    replica_id: row.replicaId,
  };
}

export function auditJson({ executionId, ...row }: AuditRow) {
  return { ...row, subject_id: executionId };
}
