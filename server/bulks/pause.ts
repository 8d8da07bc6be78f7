import type { Context } from "#server/context.ts";
import { type MoveBulkInput, type Moved, moveBulk } from "./move.ts";

/** Nobody else is reached until it is resumed; what was asked already goes on. */
export async function pauseBulk(ctx: Context, { id }: MoveBulkInput): Promise<Moved> {
  return await moveBulk(ctx, { id, move: "pause" });
}
