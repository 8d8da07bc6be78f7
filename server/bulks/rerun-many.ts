import type { Context } from "#server/context.ts";
import { CurfewError } from "#server/errors.ts";
import { rerunExecution } from "#server/executions/rerun.ts";
import type { HeldBulk, Outcome } from "./carry-on.ts";

/** Each is started once, however often this is done: the bulk and the old one name it. */
export async function rerunMany(ctx: Context, bulk: HeldBulk, ids: string[]): Promise<Outcome[]> {
  return await Promise.all(ids.map((id) => rerunOne(ctx, bulk, id)));
}

async function rerunOne(ctx: Context, bulk: HeldBulk, executionId: string): Promise<Outcome> {
  try {
    const { id } = await rerunExecution(ctx, {
      id: executionId,
      idempotencyKey: `bulk ${bulk.id} ${executionId}`,
    });
    return { executionId, state: "done", resultId: id };
  } catch (error) {
    // What a person could act on is the execution's own trouble; anything else stops the bulk here, to be tried again.
    if (!(error instanceof CurfewError)) throw error;
    return { executionId, state: "failed", message: error.message };
  }
}
