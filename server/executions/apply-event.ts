import type postgres from "postgres";
import type { Database } from "#db/client.ts";
import { AUDIT_TOPIC, notifications } from "#db/notify.ts";
import { storableJson } from "#db/storable-json.ts";
import type { Context } from "#server/context.ts";
import type { ExecutionState } from "#server/domain/transition.ts";
import { announce } from "#server/webhooks/announce.ts";
import { attemptJson, auditJson, eventJson, executionJson } from "./change-json.ts";
import { type Changes, noChanges } from "./changes.ts";
import type { Happened } from "./happened.ts";
import { readHeld } from "./held-execution.ts";
import { announcedCrashes, keepCrashes } from "./keep-crashes.ts";
import { keepLateResults } from "./keep-late-results.ts";
import { occurrencesOf } from "./occurrences.ts";
import { type Effect, planChange } from "./plan-change.ts";
import { untilUndisputed } from "./undisputed.ts";

export interface Applied {
  effect: Effect | "missing";
  /** As it is now; null when there is no such execution. */
  state: ExecutionState | null;
}

/**
 * The writer of an execution's status, beside claim.ts. All or nothing: rows, attempts, events and notifications of
 * the whole batch are one statement, which fails when a row is no longer as it was when this was decided; then it is
 * decided anew.
 */
export async function applyEvents(
  { database }: Pick<Context, "database">,
  happened: Happened[],
): Promise<Applied[]> {
  if (happened.length === 0) return [];
  return untilUndisputed(async () => {
    const held = await readHeld(database, [...new Set(happened.map(({ executionId }) => executionId))]);
    const changes = noChanges();
    const applied = happened.map((one): Applied => {
      const row = held.get(one.executionId);
      if (!row) return { effect: "missing", state: null };
      const effect = planChange(changes, row, one);
      return { effect, state: changes.executions.get(row.id)?.now.state ?? row.state };
    });
    await writeChanges(database, changes);
    return applied;
  });
}

/** A batch of one. */
export async function applyEvent(ctx: Pick<Context, "database">, happened: Happened): Promise<Applied> {
  const [applied] = await applyEvents(ctx, [happened]);
  return applied ?? { effect: "missing", state: null };
}

type Fragment = postgres.PendingQuery<postgres.Row[]>;

/** More to be written in the same statement. */
export interface Alongside {
  /** `, name as (…)` */
  ctes: Fragment;
  /** A condition without which nothing at all is written. */
  guard: Fragment;
  /** True when it has to be written also if nothing else has. */
  needed: boolean;
}

/**
 * Throws what `isDisputed` knows when a row has changed since it was read. The limits cut nothing off: without them the
 * server takes any JSON for a hundred rows, and would rather read a whole table than look that many up.
 */
export async function writeChanges(
  database: Database,
  changes: Changes,
  alongside: Alongside = {
    ctes: database.sql``,
    guard: database.sql`true`,
    needed: false,
  },
): Promise<void> {
  const { sql, now } = database;
  const rows = [...changes.executions.values()].filter((change) => change.dirty).map(executionJson);
  const attempts = [...changes.attempts.values()].map(attemptJson);
  const notes = notifications(changes.hints, [
    ...changes.topics,
    ...(changes.audits.length > 0 ? [AUDIT_TOPIC] : []),
  ]);
  const nothing = rows.length === 0 && attempts.length === 0 && changes.events.length === 0;
  if (nothing && notes.length === 0 && !alongside.needed) return;
  const loops = announcedCrashes(database, changes.crashes);
  const webhooks = announce(database, occurrencesOf(changes), loops);
  await sql`
    with input as materialized (
      select * from jsonb_to_recordset(${storableJson(rows)}::text::jsonb) as c(
        id uuid, version text, status text, reason text, message text, attempt int, ended_at timestamptz,
        requeued boolean, retries int, wait_ms float8, deadline_at timestamptz, stop_reason text, stop_mode text, stop_rung text, stop_rung_at timestamptz,
        stop_signal text, stop_final boolean, stop_seen boolean, stop_requested_at timestamptz,
        stop_requested_by text, stop_note text, stop_more_seconds int, pending_order jsonb, withdrawals int,
        has_result boolean, output jsonb, error jsonb,
        has_progress boolean, progress real, progress_message text, metrics jsonb, progress_at timestamptz,
        checkpoint_at timestamptz, checkpoint_interval_ms real, has_saved boolean, saved_state jsonb,
        saved_at timestamptz, has_stalled boolean, stalled_at timestamptz) limit ${rows.length}
    ), locked as materialized (
      select c.* from executions e join input c on c.id = e.id
      where e.xmin::text = c.version order by e.id for update of e
    ), changed as (
      update executions e set
        status = c.status, reason = c.reason, message = c.message, attempt = c.attempt, ended_at = c.ended_at,
        updated_at = ${now()}, retries = c.retries,
        not_before = case when c.requeued then ${now()} + c.wait_ms * interval '1 millisecond' when c.status = 'created' then e.not_before end,
        revision = case when c.requeued then null else e.revision end,
        runner_id = case when c.requeued then null else e.runner_id end,
        replica_id = case when c.requeued then null else e.replica_id end,
        policy = case when c.requeued then null else e.policy end,
        started_at = case when c.requeued then null else e.started_at end,
        deadline_at = case when c.requeued then null else coalesce(c.deadline_at, e.deadline_at) end,
        stop_reason = c.stop_reason, stop_mode = c.stop_mode, stop_rung = c.stop_rung, stop_rung_at = c.stop_rung_at,
        stop_signal = c.stop_signal, stop_final = c.stop_final, stop_seen = c.stop_seen,
        stop_requested_at = c.stop_requested_at, stop_requested_by = c.stop_requested_by,
        stop_note = c.stop_note, stop_more_seconds = c.stop_more_seconds, pending_order = c.pending_order,
        withdrawals = c.withdrawals,
        output = case when c.has_result then c.output else e.output end,
        error = case when c.has_result then c.error else e.error end,
        progress = case when c.has_progress then c.progress when c.requeued then null else e.progress end,
        progress_message = case when c.has_progress then c.progress_message
          when c.requeued then null else e.progress_message end,
        metrics = case when c.metrics is not null then c.metrics
          when c.requeued then null else e.metrics end,
        progress_at = case when c.has_progress then c.progress_at when c.requeued then null else e.progress_at end,
        checkpoint_at = case when c.checkpoint_at is not null then c.checkpoint_at
          when c.requeued then null else e.checkpoint_at end,
        checkpoint_interval_ms = case when c.checkpoint_at is not null then c.checkpoint_interval_ms
          when c.requeued then null else e.checkpoint_interval_ms end,
        saved_state = case when c.has_saved then c.saved_state else e.saved_state end,
        saved_at = case when c.has_saved then c.saved_at else e.saved_at end,
        stalled_at = case when c.status <> 'in-progress' then null when c.has_stalled then c.stalled_at
          else e.stalled_at end
      from locked c where e.id = c.id returning e.id
    ), patched as (
      update attempts a set
        worker_pid = coalesce(c.worker_pid, a.worker_pid),
        deadline_at = coalesce(c.deadline_at, a.deadline_at),
        ended_at = coalesce(c.ended_at, a.ended_at), outcome = coalesce(c.outcome, a.outcome),
        reason = coalesce(c.reason, a.reason), message = coalesce(c.message, a.message),
        exit_code = coalesce(c.exit_code, a.exit_code), exit_signal = coalesce(c.exit_signal, a.exit_signal),
        wasted_ms = coalesce(c.wasted_ms, a.wasted_ms), progress = coalesce(c.progress, a.progress),
        longest_checkpoint_gap_ms = coalesce(c.longest_checkpoint_gap_ms, a.longest_checkpoint_gap_ms)
      from (select * from jsonb_to_recordset(${storableJson(attempts)}::text::jsonb) as c(
        execution_id uuid, attempt int, worker_pid int, deadline_at timestamptz, ended_at timestamptz, outcome text,
        reason text, message text, exit_code int, exit_signal text, wasted_ms float8, progress real,
        longest_checkpoint_gap_ms real) limit ${attempts.length}) c
      where a.execution_id = c.execution_id and a.attempt = c.attempt
    ), noted as (
      insert into execution_events (execution_id, attempt, type, at, actor, data)
      select c.execution_id, c.attempt, c.type, c.at, c.actor, c.data
      from (select * from jsonb_to_recordset(${storableJson(changes.events.map(eventJson))}::text::jsonb) as c(
        execution_id uuid, attempt int, type text, at timestamptz, actor text, data jsonb, replica_id uuid)
        limit ${changes.events.length}) c
      where c.replica_id is null or c.replica_id =
        (select a.replica_id from attempts a where a.execution_id = c.execution_id and a.attempt = c.attempt)
    ), audited as (
      insert into audit (at, actor, action, subject_type, subject_id, data)
      select c.at, c.actor, c.action, 'execution', c.subject_id, c.data
      from jsonb_to_recordset(${storableJson(changes.audits.map(auditJson))}::text::jsonb) as c(
        at timestamptz, actor text, action text, subject_id text, data jsonb)
    )${keepCrashes(database, changes.crashes)}${keepLateResults(database, changes.lateResults)}, ${webhooks.cte}${alongside.ctes}
    select 1 / (case when (select count(*) from changed) = ${rows.length} and ${alongside.guard} then 1 else 0 end), ${webhooks.tell},
      (select count(pg_notify(n.channel, n.payload))
       from jsonb_to_recordset(${JSON.stringify(notes)}::text::jsonb) as n(channel text, payload text))`;
}
