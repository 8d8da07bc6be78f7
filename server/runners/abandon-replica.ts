import type { Context } from "#server/context.ts";
import { abandonAttempts } from "#server/executions/abandon-attempts.ts";
import type { AttemptRef } from "#server/protocol/runner-agent.ts";

/** How many executions of a replica that is gone went back to the queue or failed. */
export async function abandonReplica(
  ctx: Context,
  replicaId: string,
  reason: "reset" | "lost",
): Promise<number> {
  const held = await ctx.database.sql<AttemptRef[]>`
    select id as "executionId", attempt from executions
    where replica_id = ${replicaId} and status = 'in-progress'`;
  return abandonAttempts(ctx, held, reason);
}

/**
 * The same for what is placed on replicas that have ended: whoever buried them died before it could, or it was placed
 * there at that very moment.
 */
export async function abandonOrphans(ctx: Context): Promise<number> {
  const held = await ctx.database.sql<(AttemptRef & { lost: boolean })[]>`
    select e.id as "executionId", e.attempt, r.state = 'lost' as lost
    from executions e join replicas r on r.id = e.replica_id
    where e.status = 'in-progress' and r.ended_at is not null`;
  const lost = held.filter((ref) => ref.lost);
  const reset = held.filter((ref) => !ref.lost);
  return (await abandonAttempts(ctx, lost, "lost")) + (await abandonAttempts(ctx, reset, "reset"));
}
