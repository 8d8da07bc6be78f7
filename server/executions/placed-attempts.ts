import type { Context } from "#server/context.ts";
import type { Policy } from "#server/domain/policy.ts";
import type { StopReason } from "#server/domain/stop.ts";
import type { Assignment, AttemptRef } from "#server/protocol/runner-agent.ts";

export interface PlacedAttempt extends AttemptRef {
  /** Its agent has said that user code began. */
  started: boolean;
  stop: { reason: StopReason; final: boolean } | null;
}

/** The attempts that rows say are running on a replica. */
export async function placedAttempts(
  { database: { sql } }: Pick<Context, "database">,
  replicaId: string,
): Promise<PlacedAttempt[]> {
  const rows = await sql<
    (AttemptRef & { started: boolean; stopReason: StopReason | null; stopFinal: boolean })[]
  >`
    select e.id as "executionId", e.attempt, a.worker_pid is not null as started,
      e.stop_reason as "stopReason", e.stop_final as "stopFinal"
    from executions e join attempts a on a.execution_id = e.id and a.attempt = e.attempt
    where e.replica_id = ${replicaId} and e.status = 'in-progress'`;
  return rows.map(({ stopReason, stopFinal, ...rest }) => ({
    ...rest,
    stop: stopReason && { reason: stopReason, final: stopFinal },
  }));
}

/** What an agent needs to run attempts that were placed on it but may never have reached it. */
export async function readAssignments(
  { database: { sql }, clock }: Pick<Context, "database" | "clock">,
  replicaId: string,
  executionIds: string[],
): Promise<Assignment[]> {
  const rows = await sql<
    {
      id: string;
      attempt: number;
      functionName: string;
      input: Record<string, unknown>;
      policy: Policy;
      deadlineAt: Date;
      savedState: unknown;
    }[]
  >`
    select id, attempt, function_name as "functionName", input, policy, deadline_at as "deadlineAt",
      saved_state as "savedState"
    from executions
    where id = any(${executionIds}::uuid[]) and replica_id = ${replicaId} and status = 'in-progress'`;
  return rows.map(({ id, deadlineAt, ...rest }) => ({
    ...rest,
    executionId: id,
    deadlineInMs: Math.max(0, deadlineAt.getTime() - clock.now().getTime()),
    deadlineAt: deadlineAt.toISOString(),
  }));
}

export interface PendingStop extends AttemptRef {
  replicaId: string;
  reason: StopReason;
  final: boolean;
}

/** Stops that no agent of this runner has acknowledged yet. */
export async function pendingStops(
  { database: { sql } }: Pick<Context, "database">,
  runnerId: string,
): Promise<PendingStop[]> {
  return sql<PendingStop[]>`
    select id as "executionId", attempt, replica_id as "replicaId", stop_reason as reason, stop_final as final
    from executions
    where status = 'in-progress' and stop_rung = 'requested' and runner_id = ${runnerId}`;
}

/** How long the slowest ladder among what a runner runs may take: grace period and kill wait, in milliseconds. */
export async function longestLadderMs(
  { database: { sql } }: Pick<Context, "database">,
  runnerId: string,
): Promise<number> {
  const [row] = await sql<{ seconds: number }[]>`
    select coalesce(max((policy->>'gracePeriod')::float8 + (policy->>'killWait')::float8), 0)::float8 as seconds
    from executions where status = 'in-progress' and runner_id = ${runnerId}`;
  return (row?.seconds ?? 0) * 1_000;
}
