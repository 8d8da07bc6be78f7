import type { Context } from "#server/context.ts";
import { type MoveBulkInput, type Moved, moveBulk } from "./move.ts";

/** Ends it for good: what it has not reached is left alone, and what it has asked for goes on. */
export async function abortBulk(ctx: Context, { id }: MoveBulkInput): Promise<Moved> {
  return await moveBulk(ctx, { id, move: "abort" });
}
