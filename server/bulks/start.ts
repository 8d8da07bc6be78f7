import { z } from "zod";
import type { Context } from "#server/context.ts";
import { StopModeSchema } from "#server/executions/terminate.ts";
import { BulkIdSchema, BulkNoteSchema, type Moved, moveBulk } from "./move.ts";

const countWords = "count must be the number of executions that it is about, as prepare gave it";

export const StartBulkInput = z.strictObject({
  id: BulkIdSchema,
  count: z.number(countWords).int(countWords).min(0, countWords).max(2_000_000_000, countWords),
  note: BulkNoteSchema,
  mode: StopModeSchema.describe("Of `terminate`; left out, it is the mode that `prepare` was given."),
});
export type StartBulkInput = z.input<typeof StartBulkInput>;

/** Begins a bulk that was prepared. It is carried on by whoever is there, also after a restart of the web and the runner. */
export async function startBulk(ctx: Context, { id, count, note, mode }: StartBulkInput): Promise<Moved> {
  return await moveBulk(ctx, { id, move: "start", note: note ?? null, mode, believed: count });
}
