import type { Context } from "#server/context.ts";
import { type HeldWork, type RunnerLoss, runnerLoss } from "#server/domain/runner-loss.ts";
import { NotFound } from "#server/errors.ts";
import type { DrainRunnerInput } from "./switch-drain.ts";

/** What would happen if the runner's host went away now. Throws NotFound. */
export async function foreseeLoss(ctx: Context, { id }: DrainRunnerInput): Promise<RunnerLoss> {
  const { sql, now } = ctx.database;
  const [found] = await sql<{ now: Date; others: number; services: string[]; elsewhere: string[] }[]>`
    select ${now()} as now,
      (select count(*)::int from runners o where o.id <> r.id and o.state = 'active' and o.draining_at is null)
        as others,
      array(select distinct s.name from replicas p join services s on s.id = p.service_id
        where p.runner_id = r.id and p.ended_at is null) as services,
      array(select distinct s.name from replicas p join services s on s.id = p.service_id
        where p.runner_id <> r.id and p.ended_at is null and p.state = 'ready') as elsewhere
    from runners r where r.id = ${id}`;
  if (!found) throw new NotFound(`There is no runner ${id}.`);
  const work = await sql<HeldWork[]>`
    select s.name as "serviceName", e.attempt, e.policy, e.stop_final as "isTerminating",
      e.started_at as "startedAt", e.saved_at as "savedAt"
    from replicas p join executions e on e.replica_id = p.id and e.status = 'in-progress'
    join services s on s.id = e.service_id
    where p.runner_id = ${id} and p.ended_at is null`;
  return runnerLoss(work, found.services, new Set(found.elsewhere), found.others, found.now);
}
