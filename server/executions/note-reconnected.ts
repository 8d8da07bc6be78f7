import { notifications } from "#db/notify.ts";
import type { Context } from "#server/context.ts";
import type { AttemptRef } from "#server/protocol/runner-agent.ts";

/**
 * The agent of a replica is connected again, and runs these attempts still: noted on each that is placed there. Says since
 * when nothing was heard of it, as rows know.
 */
export async function noteReconnected(
  ctx: Pick<Context, "database" | "clock">,
  replicaId: string,
  running: AttemptRef[],
  runnerRestarted: boolean,
): Promise<void> {
  if (running.length === 0) return;
  const rows = running.map(({ executionId, attempt }) => ({ id: executionId, attempt }));
  const [note] = notifications([], ["execution:"]);
  await ctx.database.sql`
    with noted as (
      insert into execution_events (execution_id, attempt, type, at, actor, data)
      select e.id, e.attempt, 'reconnected', ${ctx.clock.now()}::timestamptz, 'runner',
        jsonb_build_object('runnerRestarted', ${runnerRestarted}::boolean, 'silentSince', p.heartbeat_at)
      from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as c(id uuid, attempt int)
      join executions e on e.id = c.id and e.attempt = c.attempt and e.status = 'in-progress' and e.replica_id = ${replicaId}
      join replicas p on p.id = e.replica_id
      returning execution_id
    )
    select pg_notify(${note?.channel ?? ""}, jsonb_build_array('execution:' || execution_id)::text) from noted`;
}
