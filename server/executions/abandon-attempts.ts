import type { Context } from "#server/context.ts";
import type { AttemptRef } from "#server/protocol/runner-agent.ts";
import { applyEvents } from "./apply-event.ts";

/** Nobody can run these any more: by their policy they wait again or have failed. How many were not over already. */
export async function abandonAttempts(
  ctx: Context,
  attempts: AttemptRef[],
  reason: "reset" | "lost",
): Promise<number> {
  const applied = await applyEvents(
    ctx,
    attempts.map(({ executionId, attempt }) => ({
      executionId,
      event: { type: "abandoned", attempt, reason },
      at: ctx.clock.now(),
      actor: ctx.actor,
    })),
  );
  return applied.filter(({ effect }) => effect === "changed").length;
}
