import { z } from "zod";
import { isStorable } from "#db/storable-json.ts";
import type { Context } from "#server/context.ts";
import { Conflict, InvalidInput, NotFound } from "#server/errors.ts";
import { checkInput, type JsonSchema } from "./check-input.ts";
import { deletedWords, insertExecution } from "./insert-execution.ts";
import { LabelsSchema } from "./label.ts";

export const ExecutionInputSchema = z.record(z.string(), z.unknown(), "input must be a JSON object");

const priorityWords = "priority must be a whole number from -1000 to 1000";
const keyWords = "idempotencyKey must be text of 1 to 200 characters";

export const IdempotencyKeySchema = z
  .string(keyWords)
  .min(1, keyWords)
  .max(200, keyWords)
  .refine(isStorable, "idempotencyKey must be without NUL characters")
  .nullish()
  .describe("Asked again with the same key, a service gives the same execution instead of another.");

export const CreateExecutionInput = z.strictObject({
  service: z
    .string("service must be the name or id of a service")
    .min(1, "service must be named")
    .refine(isStorable, "service must be the name or id of a service")
    .describe("Its name or id."),
  functionName: z
    .string("functionName must be the name of a function")
    .optional()
    .describe("May be left out when the service has one function, or one named `run`."),
  input: ExecutionInputSchema.default({}),
  priority: z
    .number(priorityWords)
    .int(priorityWords)
    .min(-1_000, priorityWords)
    .max(1_000, priorityWords)
    .default(0)
    .describe("Higher ones start first."),
  idempotencyKey: IdempotencyKeySchema,
  labels: LabelsSchema.default({}),
  parentId: z
    .uuid("parentId must be the id of an execution")
    .nullish()
    .describe("The execution whose code starts it: it is shown under that one."),
});
export type CreateExecutionInput = z.input<typeof CreateExecutionInput>;

/**
 * Queues an execution. Throws NotFound for the service (Conflict once it was deleted), InvalidInput for the function, the input or the parent, Conflict
 * when the queue is full, the key stands for something else, or the parent was asked to terminate.
 */
export async function createExecution(ctx: Context, input: CreateExecutionInput): Promise<{ id: string }> {
  const service = await serviceToRun(ctx, input.service);
  const functionName = chooseFunction(service, input.functionName);
  const checked = checkInput(service.functions[functionName] ?? {}, input.input ?? {});
  const { priority = 0, idempotencyKey = null, labels = {}, parentId = null } = input;
  const like = { service, functionName, input: checked, priority, idempotencyKey, labels, parentId };
  return await insertExecution(ctx, like);
}

export interface ServiceToRun {
  id: string;
  name: string;
  /** Input schema by function. */
  functions: Record<string, JsonSchema>;
  /** Null: any number may wait. */
  queueLimit: number | null;
}

/** By name or id. Throws NotFound, and Conflict for the id of one that was deleted. */
export async function serviceToRun(ctx: Context, service: string): Promise<ServiceToRun> {
  const id = z.uuid().safeParse(service).success ? service : null;
  const [row] = await ctx.database.sql<(ServiceToRun & { deleted: boolean })[]>`
    select s.id, s.name, s.deleted_at is not null as deleted, (select jsonb_object_agg(f.key, coalesce(f.value->'inputSchema', '{}'))
      from jsonb_each(r.config#>'{program,functions}') f) as functions,
      (r.config#>>'{policy,queueLimit}')::int as "queueLimit"
    from services s join revisions r on r.service_id = s.id and r.number = s.revision
    where (s.name = ${service} and s.deleted_at is null) or s.id = ${id}
    order by s.id = ${id} desc nulls last limit 1`;
  if (!row) throw new NotFound(`There is no service ${service}.`);
  const { deleted, ...found } = row;
  if (deleted) throw new Conflict(deletedWords(found.name));
  return found;
}

/** Throws InvalidInput that names the functions there are. */
export function chooseFunction(service: ServiceToRun, wanted: string | undefined): string {
  const names = Object.keys(service.functions).sort();
  const name = wanted ?? (names.length === 1 ? names[0] : "run");
  if (name !== undefined && Object.hasOwn(service.functions, name)) return name;
  const allowed = `${service.name} has ${names.join(", ")}`;
  const message =
    wanted === undefined
      ? `must be named: ${allowed}`
      : `there is no function ${JSON.stringify(wanted)}: ${allowed}`;
  throw new InvalidInput([{ field: "functionName", message }]);
}
