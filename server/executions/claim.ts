import { notifications } from "#db/notify.ts";
import type { Context } from "#server/context.ts";
import type { Policy } from "#server/domain/policy.ts";
import type { Assignment } from "#server/protocol/runner-agent.ts";

/** Room for executions on one replica: of its service's present revision, or of an older one that stands in for it. */
export interface Slots {
  replicaId: string;
  serviceId: string;
  free: number;
}

export interface ClaimInput {
  runnerId: string;
  /** As of the caller's start: one that has been superseded gets nothing. Not checked when left out. */
  epoch?: number;
  slots: Slots[];
}

/** An execution that is this runner's from now on. */
export interface Claimed {
  replicaId: string;
  serviceId: string;
  /** `deadlineInMs` as of the moment of the claim. */
  assignment: Assignment;
}

interface Row {
  executionId: string;
  serviceId: string;
  replicaId: string;
  attempt: number;
  revision: number;
  functionName: string;
  input: Record<string, unknown>;
  policy: Policy;
  deadlineAt: Date;
  savedState: unknown;
}

/**
 * Takes queued executions, of the highest priority and then the oldest first, for as many slots as there are, evenly among a service's replicas. One
 * statement: no two claimers ever get the same row, and none waits for another.
 */
export async function claimExecutions(ctx: Context, input: ClaimInput): Promise<Claimed[]> {
  const slots = input.slots.filter((slot) => slot.free > 0);
  if (slots.length === 0) return [];
  const now = ctx.clock.now();
  const rows = await claim(ctx, { ...input, slots }, now);
  const claimed = rows.map(toClaimed);
  return claimed.sort((a, b) => (a.assignment.executionId < b.assignment.executionId ? -1 : 1));
}

function toClaimed({ replicaId, serviceId, deadlineAt, ...row }: Row): Claimed {
  const deadlineInMs = row.policy.executionTimeout * 1_000;
  return {
    replicaId,
    serviceId,
    assignment: { ...row, deadlineInMs, deadlineAt: deadlineAt.toISOString() },
  };
}

/** Topics are put together in SQL: which rows changed is known there only. */
function claim(ctx: Context, { runnerId, epoch, slots }: ClaimInput, now: Date): Promise<Row[]> {
  const { sql } = ctx.database;
  const slotRows = slots.map(({ replicaId, serviceId, free }) => ({
    replica_id: replicaId,
    service_id: serviceId,
    free,
  }));
  const [general] = notifications([], ["executions", "services", "runners"]);
  return sql<Row[]>`
    with slots as materialized (
      select s.replica_id, s.service_id, p.revision, r.config->'policy' as policy,
        row_number() over (partition by s.service_id order by n.n, s.replica_id) as place
      from jsonb_to_recordset(${JSON.stringify(slotRows)}::text::jsonb)
        as s(replica_id uuid, service_id uuid, free int)
      join replicas p on p.id = s.replica_id and p.state = 'ready'
      join services v on v.id = s.service_id and p.revision = coalesce(v.stand_in_revision, v.revision)
        and v.paused_at is null and v.deleted_at is null
      join revisions r on r.service_id = v.id and r.number = p.revision
      join runners h on h.id = ${runnerId} and h.epoch = coalesce(${epoch ?? null}::int, h.epoch) and h.state = 'active'
      cross join lateral generate_series(1, s.free) n(n)
    ), picked as materialized (
      select e.id, w.service_id, row_number() over (partition by w.service_id order by e.priority desc, e.id) as place
      from (select service_id, count(*) as free from slots group by service_id) w
      cross join lateral (
        select id, priority from executions where service_id = w.service_id and status = 'created'
          and not_before is null
        order by priority desc, id limit w.free for update skip locked) e
    ), claimed as (
      update executions e set status = 'in-progress', policy = s.policy, revision = s.revision,
        runner_id = ${runnerId}, replica_id = s.replica_id, started_at = ${now}::timestamptz,
        deadline_at = ${ctx.database.now()} + (s.policy->>'executionTimeout')::int * interval '1 second',
        updated_at = ${ctx.database.now()}
      from picked p join slots s on s.service_id = p.service_id and s.place = p.place
      where e.id = p.id
      returning e.id, e.service_id, e.parent_id, e.replica_id, e.attempt, e.revision, e.function_name, e.input, e.policy,
        e.deadline_at, e.saved_state
    ), tried as (
      insert into attempts (execution_id, attempt, revision, runner_id, replica_id, policy, started_at, deadline_at)
      select id, attempt, revision, ${runnerId}, replica_id, policy, ${now}::timestamptz, deadline_at from claimed
      -- An attempt that was refused by a replica that was ending begins anew.
      on conflict (execution_id, attempt) do update set revision = excluded.revision,
        runner_id = excluded.runner_id, replica_id = excluded.replica_id, policy = excluded.policy,
        started_at = excluded.started_at, deadline_at = excluded.deadline_at, ended_at = null, outcome = null,
        reason = null, message = null, worker_pid = null, exit_code = null, exit_signal = null, wasted_ms = null,
        progress = null, longest_checkpoint_gap_ms = null
    ), noted as (
      insert into execution_events (execution_id, attempt, type, at, actor, data)
      select id, attempt, 'claimed', ${now}::timestamptz, 'runner',
        jsonb_build_object('runnerId', ${runnerId}::text, 'replicaId', replica_id, 'revision', revision)
      from claimed
    ), told as materialized (
      select count(pg_notify(${general?.channel ?? ""}, payload)) from (
        select ${general?.payload ?? ""} as payload from claimed limit 1) t
    ), told_each as materialized (
      select count(pg_notify(${general?.channel ?? ""}, jsonb_build_array(
        'execution:' || id, 'service:' || service_id)::text)) from claimed
    ), told_parents as materialized (
      select count(pg_notify(${general?.channel ?? ""}, jsonb_build_array('execution:' || parent_id)::text))
      from claimed where parent_id is not null
    )
    select c.id as "executionId", c.service_id as "serviceId", c.replica_id as "replicaId", c.attempt,
      c.revision, c.function_name as "functionName", c.input, c.policy, c.deadline_at as "deadlineAt",
      c.saved_state as "savedState"
    from claimed c, told, told_each, told_parents`;
}
