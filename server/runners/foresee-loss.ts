import type { Context } from "#server/context.ts";
import { drainWaitMs, type PlacedRun } from "#server/domain/drain-wait.ts";
import { type HeldWork, type HostFacts, type RunnerLoss, runnerLoss } from "#server/domain/runner-loss.ts";
import { NotFound } from "#server/errors.ts";
import { silent } from "./silent.ts";
import type { DrainRunnerInput } from "./switch-drain.ts";

interface Found extends HostFacts {
  now: Date;
  host: string;
  /** It, or a replica of it that has not ended, does not answer. */
  silent: boolean;
}

/** What would happen if the runner's host went away now, with all runners that are on it. Throws NotFound. */
export async function foreseeLoss(ctx: Context, { id }: DrainRunnerInput): Promise<RunnerLoss> {
  const { sql } = ctx.database;
  const found = await readHost(ctx, id);
  if (!found) throw new NotFound(`There is no runner ${id}.`);
  const work = await sql<(HeldWork & PlacedRun & { runnerId: string })[]>`
    select p.runner_id as "runnerId", e.attempt, e.policy, e.stop_final as "isTerminating",
      e.started_at as "startedAt", e.saved_at as "savedAt", e.replica_id as "replicaId", p.isolation,
      e.deadline_at as "deadlineAt", e.stop_reason as "stopReason", e.stop_mode as "stopMode",
      e.stop_requested_at as "stopRequestedAt", e.stop_more_seconds as "stopMoreSeconds"
    from runners r join replicas p on p.runner_id = r.id and p.ended_at is null
    join executions e on e.replica_id = p.id and e.status = 'in-progress'
    where r.host = ${found.host}`;
  const own = work.filter(({ runnerId }) => runnerId === id);
  return {
    ...runnerLoss(work, found, found.now),
    running: own.length,
    drainWaitMs: found.silent ? null : drainWaitMs(own, found.now.getTime()),
  };
}

async function readHost({ database: { sql, now } }: Context, id: string): Promise<Found | undefined> {
  const isSilent = (process: "o" | "p" | "r") => silent(sql, sql`${sql(process)}.heartbeat_at`, now());
  const [found] = await sql<Found[]>`
    select ${now()} as now, r.host,
      (select greatest(1, count(*))::int from runners o where o.host = r.host
        and (o.state in ('active', 'stopping') or exists (select from replicas p where p.runner_id = o.id and p.ended_at is null)))
        as "runnersOnHost",
      (select count(*)::int from runners o where o.host <> r.host and o.state = 'active' and o.draining_at is null
        and not ${isSilent("o")}) as others,
      array(select distinct s.name from replicas p join services s on s.id = p.service_id
        join runners o on o.id = p.runner_id where o.host = r.host and p.ended_at is null) as services,
      array(select distinct s.name from replicas p join services s on s.id = p.service_id
        join runners o on o.id = p.runner_id
        where o.host <> r.host and p.ended_at is null and p.state = 'ready' and not ${isSilent("p")}) as elsewhere,
      ${isSilent("r")} or exists (select from replicas p
        where p.runner_id = r.id and p.ended_at is null and ${isSilent("p")}) as silent
    from runners r where r.id = ${id}`;
  return found;
}
