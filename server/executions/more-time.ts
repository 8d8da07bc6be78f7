import { z } from "zod";
import type { Context } from "#server/context.ts";
import { MOST_SECONDS_MORE } from "#server/domain/order.ts";
import { ExecutionIdSchema } from "./get.ts";
import { giveOrder, type Ordered } from "./give-order.ts";

const allowed = `seconds must be a whole number from 1 to ${MOST_SECONDS_MORE}`;

export const MoreTimeInput = z.strictObject({
  id: ExecutionIdSchema,
  seconds: z
    .number(allowed)
    .int(allowed)
    .min(1, allowed)
    .max(MOST_SECONDS_MORE, allowed)
    .describe("Added to the wait for the next signal of this stop."),
});
export type MoreTimeInput = z.input<typeof MoreTimeInput>;

/** Puts the next signal of a stop off. */
export function giveMoreTime(ctx: Context, { id, seconds }: MoreTimeInput): Promise<Ordered> {
  return giveOrder(ctx, {
    id,
    kind: "more-time",
    orderFor: (_, orderId) => ({ kind: "more-time", id: orderId, seconds }),
  });
}
