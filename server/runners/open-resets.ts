import type { Context } from "#server/context.ts";
import { type SharedMember, waitedFor, waitedForUntil } from "#server/domain/plan-reset.ts";
import type { Policy } from "#server/domain/policy.ts";
import type { StopMode, StopReason } from "#server/domain/stop.ts";
import { ladderTimes } from "#server/domain/stop-ladder.ts";
import type { ResetView } from "#server/domain/views.ts";

interface Row {
  replicaId: string;
  by: string;
  since: Date;
  /** Null when nothing runs there any more. */
  id: string | null;
  functionName: string;
  policy: Policy;
  deadlineAt: Date;
  stopMode: StopMode | null;
  stopReason: StopReason | null;
  stopRequestedAt: Date | null;
}

/** The replicas that are being reset now: all, or those of one service, or this one. */
export async function openResets(
  { database: { sql }, clock }: Pick<Context, "database" | "clock">,
  chosen: { serviceId?: string; replicaId?: string } = {},
): Promise<ResetView[]> {
  const { serviceId = null, replicaId = null } = chosen;
  const rows = await sql<Row[]>`
    select p.id as "replicaId", p.reset_by as by, p.draining_at as since, e.id,
      e.function_name as "functionName", e.policy, e.deadline_at as "deadlineAt",
      e.stop_reason as "stopReason", e.stop_mode as "stopMode", e.stop_requested_at as "stopRequestedAt"
    from replicas p left join executions e on e.replica_id = p.id and e.status = 'in-progress'
    where p.reset_by is not null and p.ended_at is null
      and p.service_id = coalesce(${serviceId}::uuid, p.service_id) and p.id = coalesce(${replicaId}::uuid, p.id)
    order by p.draining_at, p.id, e.id`;
  const now = clock.now().getTime();
  const resets = new Map<string, ResetView & { members: Member[] }>();
  for (const row of rows) {
    const { replicaId: key, by, since } = row;
    const reset = resets.get(key) ?? { replicaId: key, by, since, waitsFor: [], members: [] };
    resets.set(key, reset);
    if (row.id !== null && row.id !== by) reset.members.push(toMember(row, row.id));
  }
  return [...resets.values()].map(({ members, ...reset }) => ({
    ...reset,
    waitsFor: waitedFor(members, now).map((member) => ({
      id: member.id,
      functionName: member.functionName,
      until: new Date(waitedForUntil(member)),
    })),
  }));
}

type Member = SharedMember & { id: string; functionName: string };

function toMember(
  { functionName, policy, deadlineAt, stopReason, stopMode, stopRequestedAt }: Row,
  id: string,
): Member {
  return {
    id,
    functionName,
    deadlineAt: deadlineAt.getTime(),
    drainTimeMs: policy.drainTime * 1_000,
    times: ladderTimes(policy, stopReason ?? "timeout", true, stopMode ?? undefined),
    askedAt: stopRequestedAt?.getTime() ?? null,
    mustEndNow: false,
  };
}
