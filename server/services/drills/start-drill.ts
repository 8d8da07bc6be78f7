import { v7 as uuid } from "uuid";
import { z } from "zod";
import { auditedNotes, notifications } from "#db/notify.ts";
import type { Context } from "#server/context.ts";
import { MOST_RUN_SECONDS } from "#server/domain/drill.ts";
import { ServiceNameSchema } from "#server/domain/service-config.ts";
import { Conflict, NotFound } from "#server/errors.ts";
import { checkInput } from "#server/executions/check-input.ts";
import { chooseFunction, ExecutionInputSchema, serviceToRun } from "#server/executions/create.ts";

const words = `runSeconds must be a whole number from 1 to ${MOST_RUN_SECONDS}`;

export const StartDrillInput = z.strictObject({
  name: ServiceNameSchema,
  functionName: z
    .string("functionName must be the name of a function")
    .optional()
    .describe("May be left out when the service has one function, or one named `run`."),
  input: ExecutionInputSchema.default({}),
  runSeconds: z
    .number(words)
    .int(words)
    .min(1, words)
    .max(MOST_RUN_SECONDS, words)
    .default(5)
    .describe("How long it is to run before it is asked to stop."),
});
export type StartDrillInput = z.input<typeof StartDrillInput>;

/** Tells screens, and whoever carries drills on. */
export const DRILL_NOTES = JSON.stringify(notifications([], ["drills"]));

/**
 * A drill: an execution that is started, left to run for a while and then asked to stop, to see whether it does. Whoever
 * is there carries it on, also after a restart. Throws Conflict while the service is paused or has one under way.
 */
export async function startDrill(ctx: Context, { name, ...input }: StartDrillInput): Promise<{ id: string }> {
  const service = await serviceToRun(ctx, name);
  const functionName = chooseFunction(service, input.functionName);
  const checked = checkInput(service.functions[functionName] ?? {}, input.input ?? {});
  const runSeconds = input.runSeconds ?? 5;
  const id = uuid();
  const now = ctx.clock.now();
  const facts = { name: service.name, drillId: id, functionName, runSeconds };
  const [row] = await ctx.database.sql<{ paused: boolean; made: boolean }[]>`
    with looked as materialized (
      select id, paused_at is not null as paused from services where id = ${service.id} and deleted_at is null
    ), made as (
      insert into drills (id, service_id, function_name, input, run_seconds, created_at, created_by)
      select ${id}::uuid, id, ${functionName}, ${JSON.stringify(checked)}::text::jsonb, ${runSeconds}::int,
        ${now}::timestamptz, ${ctx.actor} from looked where not paused
      on conflict (service_id) where ended_at is null do nothing returning id
    ), audited as (
      insert into audit (at, actor, action, subject_type, subject_id, data)
      select ${now}::timestamptz, ${ctx.actor}, 'service.drill', 'service', ${service.id}::text,
        ${JSON.stringify(facts)}::text::jsonb from made
    ), told as materialized (
      select count(pg_notify(n.channel, n.payload)) from made
      cross join jsonb_to_recordset(${auditedNotes(["drills"])}::text::jsonb) as n(channel text, payload text)
    ) select paused, exists (select from made) as made from looked, told`;
  if (!row) throw new NotFound(`There is no service ${name}.`);
  if (row.paused)
    throw new Conflict(`Service ${name} is paused: nothing of it would start. Resume it first.`);
  if (row.made) return { id };
  throw new Conflict(`Service ${name} has a drill under way: wait for its end, or terminate its run.`);
}
