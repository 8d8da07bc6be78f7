import type { Context } from "#server/context.ts";
import { type MoveBulkInput, type Moved, moveBulk } from "./move.ts";

/** Goes on where it was paused. */
export async function resumeBulk(ctx: Context, { id }: MoveBulkInput): Promise<Moved> {
  return await moveBulk(ctx, { id, move: "resume" });
}
