import type { Database } from "#db/client.ts";
import { storableJson } from "#db/storable-json.ts";
import type { Context } from "#server/context.ts";
import type { SequencedEvent } from "#server/protocol/runner-agent.ts";
import { type Alongside, writeChanges } from "./apply-event.ts";
import { readHeld } from "./held-execution.ts";
import { keepSamples } from "./keep-samples.ts";
import {
  type AgentBatch,
  type AgentPlan,
  executionsIn,
  type HeldReplica,
  planAgentBatches,
} from "./plan-agent-batches.ts";
import type { AutopsyRow, LogChunk } from "./plan-agent-event.ts";
import { withoutContent } from "./refused-event.ts";
import { isRefused, untilUndisputed } from "./undisputed.ts";

/**
 * Writes down what agents report, each event once: what is at or below a replica's `acked_seq` is dropped, and that
 * number moves in the statement that writes the rest. Resolves to the number to acknowledge, by replica; replicas
 * that are not known are left out.
 *
 * What the database refuses to keep (for instance JSON that is nested too deeply) is written without its content, so
 * that one bad value never holds up all others.
 */
export async function applyAgentEvents(ctx: Context, batches: AgentBatch[]): Promise<Map<string, number>> {
  try {
    return await applyBatches(ctx, batches);
  } catch (error) {
    if (!isRefused(error)) throw error;
    return await applyOneByOne(ctx, batches);
  }
}

async function applyOneByOne(ctx: Context, batches: AgentBatch[]): Promise<Map<string, number>> {
  const acked = new Map<string, number>();
  for (const { replicaId, events } of batches) {
    for (const event of events) {
      const apply = (one: SequencedEvent) => applyBatches(ctx, [{ replicaId, events: [one] }]);
      const done = await apply(event).catch((error: unknown) => {
        if (!isRefused(error)) throw error;
        return apply(withoutContent(event, (error as Error).message));
      });
      for (const [replica, seq] of done) acked.set(replica, seq);
    }
  }
  return acked;
}

function applyBatches(ctx: Context, batches: AgentBatch[]): Promise<Map<string, number>> {
  return untilUndisputed(async () => {
    const { database } = ctx;
    const [held, replicas] = await Promise.all([
      readHeld(database, executionsIn(batches)),
      readReplicas(database, [...new Set(batches.map(({ replicaId }) => replicaId))]),
    ]);
    const plan = planAgentBatches(batches, held, replicas);
    await writeChanges(database, plan.changes, alongside(database, plan));
    return new Map([...replicas.values()].map(({ id, ackedSeq }) => [id, ackedSeq]));
  });
}

async function readReplicas({ sql }: Database, ids: string[]): Promise<Map<string, HeldReplica>> {
  const rows = await sql<
    { id: string; serviceId: string; seq: number; resetBy: string | null; resetAttempt: number }[]
  >`
    select id, service_id as "serviceId", acked_seq::float8 as seq, reset_by as "resetBy",
      reset_attempt as "resetAttempt"
    from replicas where id = any(${ids}::uuid[])`;
  return new Map(
    rows.map(({ id, serviceId, seq, resetBy, resetAttempt }) => {
      const reset = resetBy === null ? null : { executionId: resetBy, attempt: resetAttempt, at: null };
      return [
        id,
        {
          id,
          serviceId,
          expectedSeq: seq,
          ackedSeq: seq,
          readyAt: null,
          lastError: null,
          failedAt: null,
          reset,
        },
      ];
    }),
  );
}

/** Log lines of an attempt are kept however late they come; those of attempts placed elsewhere are not. */
function alongside({ sql }: Database, { chunks, autopsies, samples, replicas }: AgentPlan): Alongside {
  const moved = [...replicas.values()].filter(({ ackedSeq, expectedSeq }) => ackedSeq > expectedSeq);
  const ctes = sql`, logged as (
      insert into log_chunks (execution_id, attempt, first_line, line_count, lines, at)
      select c.execution_id, c.attempt, c.first_line, jsonb_array_length(c.lines), c.lines,
        to_timestamp((c.lines->-1->>0)::float8 / 1000)
      from (select * from jsonb_to_recordset(${storableJson(chunks.map(chunkJson))}::text::jsonb) as c(
        execution_id uuid, attempt int, replica_id uuid, first_line int, lines jsonb) limit ${chunks.length}) c
      join attempts a on a.execution_id = c.execution_id and a.attempt = c.attempt and a.replica_id = c.replica_id
      where jsonb_array_length(c.lines) > 0
      on conflict do nothing
    ), acked as (
      update replicas r set acked_seq = c.acked_seq, ready_at = coalesce(r.ready_at, c.ready_at),
        state = case when r.state in ('starting', 'ready') and coalesce(c.reset_at, c.failed_at) is not null then 'draining'
          when r.state = 'starting' and c.ready_at is not null then 'ready' else r.state end,
        draining_at = coalesce(c.reset_at, r.draining_at, c.failed_at),
        drain_cause = case when c.reset_at is not null then 'reset'
          when c.failed_at is not null then coalesce(r.drain_cause, 'failed') else r.drain_cause end,
        reset_by = coalesce(c.reset_by, r.reset_by), reset_attempt = coalesce(c.reset_attempt, r.reset_attempt),
        last_error = coalesce(c.last_error, r.last_error)
      from jsonb_to_recordset(${storableJson(moved.map(replicaJson))}::text::jsonb) as c(
        id uuid, expected_seq bigint, acked_seq bigint, ready_at timestamptz, last_error text, failed_at timestamptz,
        reset_by uuid, reset_attempt int, reset_at timestamptz)
      where r.id = c.id and r.acked_seq = c.expected_seq returning r.id
    )${autopsies.length > 0 ? keepAutopsies(sql, autopsies) : sql``}${keepSamples(sql, samples)}`;
  return { ctes, guard: sql`(select count(*) from acked) = ${moved.length}::int`, needed: moved.length > 0 };
}

/** Apart from the rest, since few batches have any. */
function keepAutopsies(sql: Database["sql"], autopsies: AutopsyRow[]) {
  const rows = autopsies.map(({ executionId, attempt, replicaId, autopsy }) => ({
    execution_id: executionId,
    attempt,
    replica_id: replicaId,
    signal: autopsy.signal,
    at: autopsy.at,
    autopsy,
  }));
  return sql`, examined as (
      insert into autopsies (execution_id, attempt, signal, at, autopsy)
      select c.execution_id, c.attempt, c.signal, c.at, c.autopsy
      from (select * from jsonb_to_recordset(${storableJson(rows)}::text::jsonb) as c(
        execution_id uuid, attempt int, replica_id uuid, signal text, at timestamptz, autopsy jsonb)
        limit ${rows.length}) c
      join attempts a on a.execution_id = c.execution_id and a.attempt = c.attempt and a.replica_id = c.replica_id
      on conflict do nothing
    )`;
}

function chunkJson({ executionId, attempt, replicaId, firstLine, lines }: LogChunk) {
  return { execution_id: executionId, attempt, replica_id: replicaId, first_line: firstLine, lines };
}

function replicaJson({ id, expectedSeq, ackedSeq, readyAt, lastError, failedAt, reset }: HeldReplica) {
  return {
    id,
    expected_seq: expectedSeq,
    acked_seq: ackedSeq,
    ready_at: readyAt,
    last_error: lastError,
    failed_at: failedAt,
    reset_by: reset?.executionId ?? null,
    reset_attempt: reset?.attempt ?? null,
    reset_at: reset?.at ?? null,
  };
}
