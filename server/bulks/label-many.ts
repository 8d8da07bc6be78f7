import type { Context } from "#server/context.ts";
import { CurfewError } from "#server/errors.ts";
import { labelExecutions } from "#server/executions/label.ts";
import type { HeldBulk, Outcome } from "./carry-on.ts";

/** All together; where one of them can't have more labels, each by itself. */
export async function labelMany(ctx: Context, bulk: HeldBulk, ids: string[]): Promise<Outcome[]> {
  try {
    return await label(ctx, bulk, ids);
  } catch (error) {
    if (!(error instanceof CurfewError)) throw error;
    if (ids.length === 1)
      return ids.map((executionId) => ({ executionId, state: "failed", message: error.message }));
    const outcomes: Outcome[] = [];
    for (const id of ids) outcomes.push(...(await labelMany(ctx, bulk, [id])));
    return outcomes;
  }
}

async function label(
  ctx: Context,
  { arguments: { set, remove } }: HeldBulk,
  ids: string[],
): Promise<Outcome[]> {
  const labelled = await labelExecutions(ctx, ids, { set, remove });
  const byId = new Map(labelled.map((one) => [one.id, one]));
  return ids.map((executionId) => {
    const one = byId.get(executionId);
    if (!one) return { executionId, state: "skipped", message: "It is no longer there." };
    return one.changed
      ? { executionId, state: "done" }
      : { executionId, state: "skipped", message: "It had these labels already." };
  });
}
