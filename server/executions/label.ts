import { z } from "zod";
import { auditedNotes } from "#db/notify.ts";
import type { Context } from "#server/context.ts";
import {
  type Labels,
  labelFaults,
  labelKeyFault,
  MOST_LABELS,
  TOO_MANY_LABELS,
} from "#server/domain/labels.ts";
import { Conflict, NotFound } from "#server/errors.ts";
import { ExecutionIdSchema } from "./get.ts";

/** Labels by key; each fault stands at its key. */
export const LabelsSchema = z
  .record(
    z.string(),
    z.string("a label's value must be text"),
    'labels must be an object of text by key, such as {"team": "vision"}',
  )
  .superRefine((labels, check) => {
    for (const { key, message } of labelFaults(labels)) {
      check.addIssue({ code: "custom", path: key ? [key] : [], message });
    }
  });

const KeySchema = z.string("a label's key must be text").superRefine((key, check) => {
  const message = labelKeyFault(key);
  if (message) check.addIssue({ code: "custom", message });
});

export const LabelChangeSchema = z.strictObject({
  /** Added, or put in the place of the value that there is. */
  set: LabelsSchema.default({}),
  /** Keys to be taken away; one that is not there is no fault. */
  remove: z.array(KeySchema, "remove must be a list of keys").max(MOST_LABELS, TOO_MANY_LABELS).default([]),
});
export type LabelChange = z.input<typeof LabelChangeSchema>;

export const LabelExecutionInput = LabelChangeSchema.extend({ id: ExecutionIdSchema }).refine(
  ({ set, remove }) => Object.keys(set).length + remove.length > 0,
  "set or remove must name a label",
);
export type LabelExecutionInput = z.input<typeof LabelExecutionInput>;

/** Changes the labels of an execution, whether it lives or has ended, and gives them as they are then. */
export async function labelExecution(
  ctx: Context,
  { id, ...change }: LabelExecutionInput,
): Promise<{ id: string; labels: Labels }> {
  const labelled = await labelExecutions(ctx, [id], change);
  const [one] = labelled;
  if (!one) throw new NotFound(`There is no execution ${id}.`);
  return { id, labels: one.labels };
}

export interface Labelled {
  id: string;
  /** As they are now. */
  labels: Labels;
  /** False when they were so already. */
  changed: boolean;
}

/** The same for many, all or nothing; ids that no execution has are left out. Throws Conflict when one would have too many. */
export async function labelExecutions(
  ctx: Context,
  ids: readonly string[],
  { set = {}, remove = [] }: LabelChange,
): Promise<Labelled[]> {
  const { sql } = ctx.database;
  const gone = remove.filter((key) => !Object.hasOwn(set, key));
  const put = JSON.stringify(set);
  const notes = auditedNotes(["executions", ...ids.map((id) => `execution:${id}`)]);
  const labelled = await sql<(Labelled & { full: boolean })[]>`
    with found as materialized (
      select id from executions where id = any(${[...ids]}::uuid[]) order by id for no key update
    ), held as (
      select f.id, coalesce((select jsonb_object_agg(l.key, l.value) from execution_labels l
        where l.execution_id = f.id), '{}') as labels from found f
    ), labelled as (
      select id, then_labels as labels, then_labels <> labels as changed,
        then_labels <> labels and (select count(*) from jsonb_object_keys(then_labels)) > ${MOST_LABELS} as "full"
      from held, lateral (select (labels - ${gone}::text[]) || ${put}::text::jsonb as then_labels) t
    ), ids as (
      select id from labelled where changed and not exists (select from labelled where "full")
    ), removed as (
      delete from execution_labels l using ids where l.execution_id = ids.id and l.key = any(${gone}::text[])
    ), put as (
      insert into execution_labels (execution_id, key, value)
      select ids.id, p.key, p.value from ids cross join jsonb_each_text(${put}::text::jsonb) p
      on conflict (execution_id, key) do update set value = excluded.value
    ), audited as (
      insert into audit (at, actor, action, subject_type, subject_id, data)
      select ${ctx.clock.now()}::timestamptz, ${ctx.actor}, 'execution.label', 'execution', ids.id::text,
        ${JSON.stringify({ set, remove: gone })}::text::jsonb from ids
    ), told as (
      select count(pg_notify(n.channel, n.payload)) as number
      from jsonb_to_recordset(${notes}::text::jsonb) as n(channel text, payload text)
      where exists (select from ids)
    )
    select id, labels, changed, "full" from labelled, told order by id`;
  const full = labelled.find((one) => one.full);
  if (full) throw new Conflict(`Execution ${full.id} would have too many labels: ${TOO_MANY_LABELS}.`);
  return labelled.map(({ id, labels, changed }) => ({ id, labels, changed }));
}
