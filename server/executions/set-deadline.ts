import { z } from "zod";
import { readNow } from "#db/client.ts";
import type { Context } from "#server/context.ts";
import { MAX_SECONDS } from "#server/domain/policy.ts";
import { InvalidInput } from "#server/errors.ts";
import { ExecutionIdSchema } from "./get.ts";
import { giveOrder, type Ordered } from "./give-order.ts";

const inWords = `inSeconds must be a whole number from 1 to ${MAX_SECONDS}`;
const byWords = `bySeconds must be a whole number from -${MAX_SECONDS} to ${MAX_SECONDS}, and not 0`;

export const SetDeadlineInput = z
  .strictObject({
    id: ExecutionIdSchema,
    inSeconds: z
      .number(inWords)
      .int(inWords)
      .min(1, inWords)
      .max(MAX_SECONDS, inWords)
      .optional()
      .describe("From now."),
    bySeconds: z
      .number(byWords)
      .int(byWords)
      .min(-MAX_SECONDS, byWords)
      .max(MAX_SECONDS, byWords)
      .refine((seconds) => seconds !== 0, byWords)
      .optional()
      .describe("From the deadline as it is; below 0 is earlier."),
  })
  .refine(
    ({ inSeconds, bySeconds }) => (inSeconds === undefined) !== (bySeconds === undefined),
    "either inSeconds or bySeconds must be given, and not both",
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
      const at = newDeadline(input, deadlineAt, now);
      return { kind: "deadline", id: orderId, at: at.toISOString() };
    },
  });
}

type Move = Omit<SetDeadlineInput, "id">;

/** `before` is null for what has none: then the order is refused for that. Throws InvalidInput for the past. */
function newDeadline({ inSeconds, bySeconds }: Move, before: Date | null, now: Date): Date {
  const seconds = inSeconds ?? bySeconds ?? 0;
  const from = inSeconds === undefined ? (before ?? now) : now;
  const at = new Date(from.getTime() + seconds * 1_000);
  if (before && at <= now) {
    const message = `the deadline would be ${at.toISOString()}, which has passed: terminate it to stop it now`;
    throw new InvalidInput([{ field: "bySeconds", message }]);
  }
  return at;
}
