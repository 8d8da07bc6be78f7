import { z } from "zod";
import { readNow } from "#db/client.ts";
import type { Context } from "#server/context.ts";
import { DeadlineMoveShape, movedDeadline, movesGiven } from "./deadline-move.ts";
import { ExecutionIdSchema } from "./get.ts";
import { giveOrder, type Ordered } from "./give-order.ts";

export const SetDeadlineInput = z
  .strictObject({ id: ExecutionIdSchema, ...DeadlineMoveShape })
  .refine(
    (input) => movesGiven(input) === 1,
    "one of inSeconds, bySeconds and at must be given, and no more",
  );
export type SetDeadlineInput = z.input<typeof SetDeadlineInput>;

/**
 * Moves the deadline of the running attempt. Its agent holds it, and the row follows when it has said so. From now on
 * means by the database's clock: the runner that carries the order may have another one than who is asked here.
 */
export async function setDeadline(ctx: Context, { id, ...input }: SetDeadlineInput): Promise<Ordered> {
  const now = await readNow(ctx.database);
  return giveOrder(ctx, {
    id,
    kind: "deadline",
    orderFor: ({ deadlineAt }, orderId) => {
      const at = movedDeadline(input, deadlineAt, now);
      return { kind: "deadline", id: orderId, at: at.toISOString() };
    },
  });
}
