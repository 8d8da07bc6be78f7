import { z } from "zod";
import { CurfewError } from "#server/errors.ts";
import {
  type CreateExecutionInput,
  createExecution,
  ExecutionInputSchema,
} from "#server/executions/create.ts";
import type { Call } from "./call.ts";
import { begunCommand, getFinished } from "./command.ts";
import { type Filter, fault, readFilter, testsOf } from "./filter.ts";

/** In one command; each is a row and a check of its input. */
const MOST = 1_000;

const BatchBody = z.looseObject({
  query: z.looseObject({ filter: z.unknown().optional() }, "batch.query must be an object"),
  args: ExecutionInputSchema.nullish(),
});

/**
 * One execution for each item that the query names by its id, with the item beside the other arguments; done when it is answered.
 * Curfew holds no items: a query that would have to search for them is a command that failed, and says so.
 */
export async function startBatch(
  call: Call,
  start: Pick<CreateExecutionInput, "service" | "functionName">,
  batch: unknown,
) {
  const { query, args } = BatchBody.parse(batch);
  const at = call.ctx.clock.now().toISOString();
  const ids = namedItems(readFilter(query.filter ?? {}));
  if (ids === null) {
    const error =
      "Curfew holds no items to search for: name them by their ids (field id, operator in), or start executions one by one.";
    return begunCommand({ type: "CreateExecutions", error, spec: { count: 0 }, at }, call.base);
  }
  if (ids.length > MOST)
    throw fault("batch.query", `names ${ids.length} items; at most ${MOST} are started in one command`);
  const asked = { by: call.ctx.actor, ...start, batch };
  const before = call.undelivered.take(asked);
  if (before) return begunCommand(getFinished(before), call.base);
  const { count, error } = await startEach(
    call,
    start,
    ids.map((id) => ({ ...args, item: { item_id: id } })),
  );
  const words =
    error === undefined ? {} : { error: `${count} of ${ids.length} were started, then: ${error.message}` };
  const command = begunCommand({ type: "CreateExecutions", ...words, spec: { count }, at }, call.base);
  if (call.signal.aborted) call.undelivered.keep(asked, command.id);
  return command;
}

/** How many were started, and what kept it from starting the rest. Throws when none was. */
async function startEach(
  { ctx }: Call,
  start: Pick<CreateExecutionInput, "service" | "functionName">,
  inputs: Record<string, unknown>[],
): Promise<{ count: number; error?: CurfewError }> {
  for (const [count, input] of inputs.entries()) {
    try {
      await createExecution(ctx, { ...start, input });
    } catch (error) {
      if (count === 0 || !(error instanceof CurfewError)) throw error;
      return { count, error };
    }
  }
  return { count: inputs.length };
}

/** The ids of the one condition on `id` that must hold; null where items would have to be searched for. */
function namedItems(filter: Filter): string[] | null {
  const must = "all" in filter ? filter.all : [filter];
  const named = must.flatMap(testsOf).filter(({ field }) => field === "id" || field === "itemId");
  const [only, ...others] = named;
  if (!only || others.length > 0 || must.some((one) => "any" in one)) return null;
  const ids = only.operator === "$in" ? (only.value as unknown[]) : [only.value];
  if (!["$in", "$eq"].includes(only.operator) || !ids.every((id) => typeof id === "string")) return null;
  return [...new Set(ids as string[])];
}
