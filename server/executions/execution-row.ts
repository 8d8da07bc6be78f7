import type { Database } from "#db/client.ts";
import type { EndReason, ExecutionStatus } from "#server/domain/status.ts";
import type { StopMode, StopReason, StopRung, StopSignal } from "#server/domain/stop.ts";
import type { ExecutionRow } from "#server/domain/views.ts";
import { silent } from "#server/runners/silent.ts";
import { unverified } from "./unverified.ts";

/** A row as `executionColumns` selects it: an ExecutionRow whose stop is still in columns. */
export interface RawExecutionRow extends Omit<ExecutionRow, "stop" | "firstProgress"> {
  /** Its time is text: it came as JSON. */
  firstProgress: { percent: number; at: string } | null;
  stopReason: StopReason | null;
  stopMode: StopMode | null;
  stopRung: StopRung | null;
  stopRungAt: Date | null;
  stopSignal: StopSignal | null;
  stopFinal: boolean;
  stopSeen: boolean;
  stopMoreSeconds: number;
  stopRequestedAt: Date | null;
  stopRequestedBy: string | null;
  stopNote: string | null;
  status: ExecutionStatus;
  reason: EndReason | null;
}

type Sql = Database["sql"];

/** What a list shows; never the wide columns (input, output, saved state). */
export function executionColumns(sql: Sql) {
  return sql`
    e.id, e.service_id as "serviceId", s.name as "serviceName", e.function_name as "functionName",
    e.status, e.reason, e.message, e.attempt, e.not_before as "notBefore",
    coalesce((e.policy->>'maxAttempts')::int, (r.config#>>'{policy,maxAttempts}')::int) as "maxAttempts",
    e.created_at as "createdAt", e.created_by as "createdBy",
    case when e.status = 'created' then coalesce((select max(t.ended_at) from attempts t
      where t.execution_id = e.id), e.created_at) end as "waitsSince", e.started_at as "startedAt",
    e.ended_at as "endedAt", e.deadline_at as "deadlineAt",
    e.stop_reason as "stopReason", e.stop_mode as "stopMode", e.stop_rung as "stopRung", e.stop_rung_at as "stopRungAt",
    e.stop_signal as "stopSignal", e.stop_final as "stopFinal", e.stop_seen as "stopSeen",
    e.stop_more_seconds as "stopMoreSeconds", e.stop_requested_at as "stopRequestedAt",
    e.stop_requested_by as "stopRequestedBy", e.stop_note as "stopNote",
    e.progress, e.progress_message as "progressMessage", e.progress_at as "progressAt",
    case when e.status = 'in-progress' and (e.attempt > 1 or e.rerun_of is not null) then (
      select json_build_object('percent', g.percent, 'at', g.at) from progress_samples g
      where g.execution_id = e.id and g.attempt = e.attempt and g.percent is not null
      order by g.slot limit 1) end as "firstProgress",
    e.checkpoint_at as "checkpointAt", e.checkpoint_interval_ms as "checkpointIntervalMs",
    e.saved_at as "savedAt", e.stalled_at as "stalledAt", e.runner_id as "runnerId", h.host as "runnerHost",
    coalesce(${silent(sql, sql`p.heartbeat_at`)}, false) as lost,
    e.replica_id as "replicaId", e.rerun_of as "rerunOf", e.parent_id as "parentId",
    case when p.isolation = 'shared' then (select count(*)::int - 1 from executions n
      where n.replica_id = e.replica_id and n.status = 'in-progress') end as neighbours,
    ${unverified(sql)} as unverified, ${labelsColumn(sql)}`;
}

/** The labels of `e` as one object. */
export function labelsColumn(sql: Sql) {
  return sql`coalesce((select jsonb_object_agg(l.key, l.value) from execution_labels l
    where l.execution_id = e.id), '{}') as labels`;
}

/** The tables that `executionColumns` reads, joined to `e`. */
export function executionJoins(sql: Sql) {
  return sql`
    join services s on s.id = e.service_id
    join revisions r on r.service_id = s.id and r.number = s.revision
    left join runners h on h.id = e.runner_id
    left join replicas p on p.id = e.replica_id and e.status = 'in-progress'`;
}

export function toExecutionRow(raw: RawExecutionRow): ExecutionRow {
  const {
    stopReason,
    stopMode,
    stopRung,
    stopRungAt,
    stopSignal,
    stopFinal,
    stopSeen,
    stopMoreSeconds,
    stopRequestedAt,
    stopRequestedBy,
    stopNote,
    firstProgress: first,
    ...rest
  } = raw;
  const row = { ...rest, firstProgress: first && { ...first, at: new Date(first.at) } };
  if (!stopReason || !stopRung) return { ...row, stop: null };
  // A stop that an agent began (a deadline) may reach the row with less than an operator's: its time is the rung's.
  const rungAt = stopRungAt ?? stopRequestedAt ?? row.createdAt;
  const stop = {
    reason: stopReason,
    ...(stopMode && { mode: stopMode }),
    rung: stopRung,
    signal: stopSignal,
    final: stopFinal,
    seen: stopSeen,
    moreSeconds: stopMoreSeconds,
    rungAt,
    requestedAt: stopRequestedAt ?? rungAt,
    requestedBy: stopRequestedBy ?? "agent",
    note: stopNote,
  };
  return { ...row, stop };
}
