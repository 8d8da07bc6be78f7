import { z } from "zod";
import type { Context } from "#server/context.ts";
import type { Labels } from "#server/domain/labels.ts";
import { canRerun } from "#server/domain/permissions.ts";
import type { ExecutionStatus } from "#server/domain/status.ts";
import { Conflict, NotFound } from "#server/errors.ts";
import { checkInput } from "./check-input.ts";
import { chooseFunction, ExecutionInputSchema, IdempotencyKeySchema, serviceToRun } from "./create.ts";
import { labelsColumn } from "./execution-row.ts";
import { ExecutionIdSchema } from "./get.ts";
import { insertExecution } from "./insert-execution.ts";

export const RerunExecutionInput = z.strictObject({
  id: ExecutionIdSchema,
  input: ExecutionInputSchema.optional().describe("The origin's when left out."),
  idempotencyKey: IdempotencyKeySchema,
});
export type RerunExecutionInput = z.input<typeof RerunExecutionInput>;

/**
 * Queues a new execution like one that has ended, on the service as it is now; what the old one saved and its labels
 * come along. With a key, asking again gives the execution of the first time.
 * The old one stays as it ended: docs/decisions/rerun-makes-a-new-execution.md.
 */
export async function rerunExecution(
  ctx: Context,
  { id, input, idempotencyKey = null }: RerunExecutionInput,
): Promise<{ id: string }> {
  const [origin] = await ctx.database.sql<
    {
      serviceId: string;
      functionName: string;
      status: ExecutionStatus;
      input: Record<string, unknown>;
      priority: number;
      labels: Labels;
    }[]
  >`select service_id as "serviceId", function_name as "functionName", status, input, priority,
      ${labelsColumn(ctx.database.sql)} from executions e where id = ${id}`;
  if (!origin) throw new NotFound(`There is no execution ${id}.`);
  if (!canRerun(origin)) {
    throw new Conflict(`Execution ${id} is ${origin.status}: only one that has ended can be run again.`);
  }
  const service = await serviceToRun(ctx, origin.serviceId);
  const functionName = chooseFunction(service, origin.functionName);
  const checked = checkInput(service.functions[functionName] ?? {}, input ?? origin.input);
  const { priority, labels } = origin;
  const like = {
    service,
    functionName,
    input: checked,
    priority,
    labels,
    idempotencyKey,
    parentId: null,
  };
  return await insertExecution(ctx, { ...like, rerunOf: id });
}
