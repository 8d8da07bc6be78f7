import { z } from "zod";
import type { Context } from "#server/context.ts";
import { canRerun } from "#server/domain/permissions.ts";
import type { ExecutionStatus } from "#server/domain/status.ts";
import { Conflict, NotFound } from "#server/errors.ts";
import { checkInput } from "./check-input.ts";
import { chooseFunction, ExecutionInputSchema, serviceToRun } from "./create.ts";
import { ExecutionIdSchema } from "./get.ts";
import { insertExecution } from "./insert-execution.ts";

export const RerunExecutionInput = z.strictObject({
  id: ExecutionIdSchema,
  /** The origin's when left out. */
  input: ExecutionInputSchema.optional(),
});
export type RerunExecutionInput = z.input<typeof RerunExecutionInput>;

/**
 * Queues a new execution like one that has ended, on the service as it is now; what the old one saved comes along.
 * The old one stays as it ended: docs/decisions/rerun-makes-a-new-execution.md.
 */
export async function rerunExecution(
  ctx: Context,
  { id, input }: RerunExecutionInput,
): Promise<{ id: string }> {
  const [origin] = await ctx.database.sql<
    {
      serviceId: string;
      functionName: string;
      status: ExecutionStatus;
      input: Record<string, unknown>;
      priority: number;
    }[]
  >`select service_id as "serviceId", function_name as "functionName", status, input, priority
    from executions where id = ${id}`;
  if (!origin) throw new NotFound(`There is no execution ${id}.`);
  if (!canRerun(origin)) {
    throw new Conflict(`Execution ${id} is ${origin.status}: only one that has ended can be run again.`);
  }
  const service = await serviceToRun(ctx, origin.serviceId);
  const functionName = chooseFunction(service, origin.functionName);
  const checked = checkInput(service.functions[functionName] ?? {}, input ?? origin.input);
  const { priority } = origin;
  const like = { service, functionName, input: checked, priority, idempotencyKey: null };
  return await insertExecution(ctx, { ...like, rerunOf: id });
}
