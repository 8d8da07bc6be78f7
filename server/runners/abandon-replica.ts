import type { Context } from "#server/context.ts";
import { applyEvents } from "#server/executions/apply-event.ts";

/** How many executions of a replica that is gone went back to the queue or failed. */
export async function abandonReplica(
  ctx: Context,
  replicaId: string,
  reason: "reset" | "lost",
): Promise<number> {
  const held = await ctx.database.sql<{ id: string; attempt: number }[]>`
    select id, attempt from executions where replica_id = ${replicaId} and status = 'in-progress'`;
  const applied = await applyEvents(
    ctx,
    held.map(({ id, attempt }) => ({
      executionId: id,
      event: { type: "abandoned", attempt, reason },
      at: ctx.clock.now(),
      actor: ctx.actor,
    })),
  );
  return applied.filter(({ effect }) => effect === "changed").length;
}
