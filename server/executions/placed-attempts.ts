import type { OrderHint } from "#db/channels.ts";
import type { Context } from "#server/context.ts";
import type { Order } from "#server/domain/order.ts";
import type { Policy } from "#server/domain/policy.ts";
import type { StopMode, StopReason } from "#server/domain/stop.ts";
import type { Assignment, AttemptRef } from "#server/protocol/runner-agent.ts";

export interface PlacedAttempt extends AttemptRef {
  /** Its agent has said that user code began. */
  started: boolean;
  stop: { reason: StopReason; final: boolean; serial: number; mode?: StopMode } | null;
}

/** The attempts that rows say are running on a replica. */
export async function placedAttempts(
  { database: { sql } }: Pick<Context, "database">,
  replicaId: string,
): Promise<PlacedAttempt[]> {
  const rows = await sql<
    (AttemptRef & {
      started: boolean;
      stopReason: StopReason | null;
      stopMode: StopMode | null;
      stopFinal: boolean;
      withdrawals: number;
    })[]
  >`
    select e.id as "executionId", e.attempt, a.worker_pid is not null as started,
      e.stop_reason as "stopReason", e.stop_mode as "stopMode", e.stop_final as "stopFinal", e.withdrawals
    from executions e join attempts a on a.execution_id = e.id and a.attempt = e.attempt
    where e.replica_id = ${replicaId} and e.status = 'in-progress'`;
  return rows.map(({ stopReason, stopMode, stopFinal, withdrawals, ...rest }) => ({
    ...rest,
    stop: stopReason && {
      reason: stopReason,
      final: stopFinal,
      serial: withdrawals,
      ...(stopMode && { mode: stopMode }),
    },
  }));
}

/**
 * What an agent needs to run attempts that were placed on it but may never have reached it. Their deadline counts by the
 * database's clock, which set it: when that has jumped since, they have their whole time.
 */
export async function readAssignments(
  { database: { sql, now } }: Pick<Context, "database">,
  replicaId: string,
  executionIds: string[],
): Promise<Assignment[]> {
  const rows = await sql<
    {
      id: string;
      attempt: number;
      revision: number;
      functionName: string;
      input: Record<string, unknown>;
      policy: Policy;
      deadlineAt: Date;
      savedState: unknown;
      now: Date;
    }[]
  >`
    select id, attempt, revision, function_name as "functionName", input, policy, deadline_at as "deadlineAt",
      saved_state as "savedState", ${now()} as now
    from executions
    where id = any(${executionIds}::uuid[]) and replica_id = ${replicaId} and status = 'in-progress'`;
  return rows.map(({ id, deadlineAt, now, ...rest }) => ({
    ...rest,
    executionId: id,
    ...untilDeadline(deadlineAt, rest.policy, now),
  }));
}

function untilDeadline(deadlineAt: Date, { executionTimeout }: Policy, now: Date) {
  const wholeMs = executionTimeout * 1_000;
  const leftMs = deadlineAt.getTime() - now.getTime();
  if (leftMs > 0 && leftMs <= wholeMs) return { deadlineInMs: leftMs, deadlineAt: deadlineAt.toISOString() };
  return { deadlineInMs: wholeMs, deadlineAt: new Date(now.getTime() + wholeMs).toISOString() };
}

/** A stop and an order that wait for their agent. */
export interface Unanswered extends Omit<OrderHint, "order"> {
  order: Order | null;
  /** The agent has the stop. */
  delivered: boolean;
  /** Milliseconds until the deadline that is ordered; null when another order waits, or none. */
  inMs: number | null;
}

/**
 * Stops that no agent of this runner has acknowledged yet, and orders that none has answered. Where a deadline is to be
 * moved to is a time of the database's clock: it is counted here, so that no other clock has a say.
 */
export async function unanswered(
  { database: { sql, now } }: Pick<Context, "database">,
  runnerId: string,
): Promise<Unanswered[]> {
  return sql<Unanswered[]>`
    select id as "executionId", attempt, runner_id as "runnerId", replica_id as "replicaId",
      case when stop_reason is not null then jsonb_strip_nulls(jsonb_build_object(
        'reason', stop_reason, 'final', stop_final, 'serial', withdrawals, 'mode', stop_mode)) end as stop,
      pending_order as "order", stop_rung <> 'requested' as delivered,
      case when pending_order->>'kind' = 'deadline'
        then extract(epoch from (pending_order->>'at')::timestamptz - ${now()})::float8 * 1000 end as "inMs"
    from executions
    where status = 'in-progress' and runner_id = ${runnerId}
      and (stop_rung = 'requested' or pending_order is not null)`;
}

/**
 * How long the slowest ladder among what a runner runs, or among all that run for null, may take: grace period, kill
 * wait and what operators added, in milliseconds.
 */
export async function longestLadderMs(
  { database: { sql } }: Pick<Context, "database">,
  runnerId: string | null,
): Promise<number> {
  const [row] = await sql<{ seconds: number }[]>`
    select coalesce(max((policy->>'gracePeriod')::float8 + (policy->>'killWait')::float8
      + stop_more_seconds), 0)::float8 as seconds
    from executions where status = 'in-progress' ${runnerId === null ? sql`` : sql`and runner_id = ${runnerId}`}`;
  return (row?.seconds ?? 0) * 1_000;
}
