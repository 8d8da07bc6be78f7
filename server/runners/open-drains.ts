import type { Context } from "#server/context.ts";
import type { DrainView } from "#server/domain/drain-view.ts";
import type { DrainCause } from "#server/domain/plan-replicas.ts";

interface Row {
  replicaId: string;
  revision: number;
  cause: DrainCause;
  since: Date;
  /** Null when nothing runs there any more. */
  id: string | null;
  functionName: string;
  deadlineAt: Date;
  stopping: boolean;
}

/** The replicas of a service that drain, but for those that are being reset: who is waited for, the longest first. */
export async function openDrains(
  { database: { sql } }: Pick<Context, "database">,
  serviceId: string,
): Promise<DrainView[]> {
  const rows = await sql<Row[]>`
    select p.id as "replicaId", p.revision, p.drain_cause as cause, p.draining_at as since, e.id,
      e.function_name as "functionName", e.deadline_at as "deadlineAt", e.stop_reason is not null as stopping
    from replicas p left join executions e on e.replica_id = p.id and e.status = 'in-progress'
    where p.service_id = ${serviceId} and p.state = 'draining' and p.ended_at is null and p.reset_by is null
    order by p.draining_at, p.id, e.deadline_at desc, e.id`;
  const drains = new Map<string, DrainView>();
  for (const { replicaId, revision, cause, since, id, functionName, deadlineAt, stopping } of rows) {
    const drain = drains.get(replicaId) ?? { replicaId, revision, cause, since, waitsFor: [] };
    drains.set(replicaId, drain);
    if (id !== null) drain.waitsFor.push({ id, functionName, until: deadlineAt, stopping });
  }
  return [...drains.values()];
}
