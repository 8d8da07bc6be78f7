import { v7 as uuid } from "uuid";
import { z } from "zod";
import { notifications, statusTopics } from "#db/notify.ts";
import type { Context } from "#server/context.ts";
import { InvalidInput, NotFound } from "#server/errors.ts";
import { checkInput, type JsonSchema } from "./check-input.ts";

export const ExecutionInputSchema = z.record(z.string(), z.unknown(), "input must be a JSON object");

export const CreateExecutionInput = z.strictObject({
  /** Name or id of the service. */
  service: z.string("service must be the name or id of a service").min(1, "service must be named"),
  /** May be left out when the service has one function, or one named `run`. */
  functionName: z.string("functionName must be the name of a function").optional(),
  input: ExecutionInputSchema.default({}),
});
export type CreateExecutionInput = z.input<typeof CreateExecutionInput>;

/** Queues an execution. Throws NotFound for the service, InvalidInput for the function or the input. */
export async function createExecution(ctx: Context, input: CreateExecutionInput): Promise<{ id: string }> {
  const service = await serviceToRun(ctx, input.service);
  const functionName = chooseFunction(service, input.functionName);
  const checked = checkInput(service.functions[functionName] ?? {}, input.input ?? {});
  return await insertExecution(ctx, { serviceId: service.id, functionName, input: checked });
}

export interface ServiceToRun {
  id: string;
  name: string;
  /** Input schema by function. */
  functions: Record<string, JsonSchema>;
}

/** By name or id. */
export async function serviceToRun(ctx: Context, service: string): Promise<ServiceToRun> {
  const id = z.uuid().safeParse(service).success ? service : null;
  const [row] = await ctx.database.sql<ServiceToRun[]>`
    select s.id, s.name, (select jsonb_object_agg(f.key, coalesce(f.value->'inputSchema', '{}'))
      from jsonb_each(r.config#>'{program,functions}') f) as functions
    from services s join revisions r on r.service_id = s.id and r.number = s.revision
    where s.name = ${service} or s.id = ${id}
    order by s.id = ${id} desc nulls last limit 1`;
  if (!row) throw new NotFound(`There is no service ${service}.`);
  return row;
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

export interface NewExecution {
  serviceId: string;
  functionName: string;
  input: Record<string, unknown>;
  /** The ended execution that this one repeats; what that one had saved comes along. */
  rerunOf?: string;
}

/** Row, event and notifications in one statement. */
export async function insertExecution(ctx: Context, execution: NewExecution): Promise<{ id: string }> {
  const { sql } = ctx.database;
  const { serviceId, functionName, input, rerunOf = null } = execution;
  const id = uuid();
  const now = ctx.clock.now();
  const notes = notifications([{ type: "created", serviceId }], statusTopics(id, serviceId));
  await sql`
    with created as (
      insert into executions (id, service_id, function_name, input, status, created_at, created_by, updated_at,
        rerun_of, saved_state, saved_at)
      select ${id}::uuid, ${serviceId}::uuid, ${functionName}, ${JSON.stringify(input)}::text::jsonb, 'created',
        ${now}::timestamptz, ${ctx.actor}, ${now}::timestamptz, ${rerunOf}::uuid, o.saved_state, o.saved_at
      from (select) one left join executions o on o.id = ${rerunOf}::uuid
    ), noted as (
      insert into execution_events (execution_id, attempt, type, at, actor, data)
      values (${id}::uuid, 1, 'created', ${now}::timestamptz, ${ctx.actor},
        ${rerunOf ? JSON.stringify({ rerunOf }) : "{}"}::text::jsonb)
    ), audited as (
      insert into audit (at, actor, action, subject_type, subject_id, data)
      select ${now}::timestamptz, ${ctx.actor}, 'execution.rerun', 'execution', ${id}::text,
        jsonb_build_object('rerunOf', ${rerunOf}::uuid) where ${rerunOf}::uuid is not null
    )
    select count(pg_notify(n.channel, n.payload))
    from jsonb_to_recordset(${JSON.stringify(notes)}::text::jsonb) as n(channel text, payload text)`;
  return { id };
}
