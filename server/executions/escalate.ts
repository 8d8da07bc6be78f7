import { z } from "zod";
import type { Context } from "#server/context.ts";
import { ExecutionIdSchema } from "./get.ts";
import { giveOrder, type Ordered } from "./give-order.ts";

export const EscalateStopInput = z.strictObject({ id: ExecutionIdSchema });
export type EscalateStopInput = z.input<typeof EscalateStopInput>;

/** Has the next signal of a stop sent at once: SIGTERM instead of the rest of the grace period, then SIGKILL. */
export function escalateStop(ctx: Context, { id }: EscalateStopInput): Promise<Ordered> {
  return giveOrder(ctx, {
    id,
    kind: "escalate",
    orderFor: (_, orderId) => ({ kind: "escalate", id: orderId }),
  });
}
