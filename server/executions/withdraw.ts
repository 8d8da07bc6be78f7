import { z } from "zod";
import type { Context } from "#server/context.ts";
import { ExecutionIdSchema } from "./get.ts";
import { giveOrder, type Ordered } from "./give-order.ts";

export const WithdrawStopInput = z.strictObject({ id: ExecutionIdSchema });
export type WithdrawStopInput = z.input<typeof WithdrawStopInput>;

/**
 * Takes an operator's stop back, as if it had never been asked for. Too late once the code has met it or a signal
 * was sent: the agent decides, and nothing is withdrawn before it has said so.
 */
export function withdrawStop(ctx: Context, { id }: WithdrawStopInput): Promise<Ordered> {
  return giveOrder(ctx, {
    id,
    kind: "withdraw",
    orderFor: ({ state }, orderId) => ({ kind: "withdraw", id: orderId, stop: state.withdrawals }),
  });
}
