import { z } from "zod";
import { auditedNotes } from "#db/notify.ts";
import { isStorable } from "#db/storable-json.ts";
import type { Context } from "#server/context.ts";
import { REASON_TEMPLATES, type ReasonTemplates } from "#server/domain/reason-templates.ts";

const { most, longest } = REASON_TEMPLATES;
const textWords = `each of texts must be text of 1 to ${longest} characters`;

export const SaveReasonTemplatesInput = z.strictObject({
  texts: z
    .array(
      z
        .string(textWords)
        .trim()
        .min(1, textWords)
        .max(longest, textWords)
        .refine(isStorable, "each of texts must be without NUL characters"),
      "texts must be a list of texts",
    )
    .max(most, `texts must be at most ${most}`)
    .refine((texts) => new Set(texts).size === texts.length, "texts must differ from each other")
    .describe("All of them, in the order in which they are offered."),
});
export type SaveReasonTemplatesInput = z.input<typeof SaveReasonTemplatesInput>;

/** Puts these in the place of what was there. */
export async function saveReasonTemplates(
  ctx: Context,
  { texts }: SaveReasonTemplatesInput,
): Promise<ReasonTemplates> {
  const { sql } = ctx.database;
  const rows = JSON.stringify(texts.map((text, place) => ({ place, text })));
  const notes = auditedNotes(["reason-templates"]);
  await sql.begin(async (tx) => {
    await tx`lock table reason_templates in share row exclusive mode`;
    await tx`
      with before as (select coalesce(jsonb_agg(text order by place), '[]') as texts from reason_templates)
      insert into audit (at, actor, action, subject_type, subject_id, data)
      select ${ctx.clock.now()}::timestamptz, ${ctx.actor}, 'reason-templates.save', 'settings', 'reason-templates',
        jsonb_build_object('before', texts, 'after', ${JSON.stringify(texts)}::text::jsonb) from before
      where texts <> ${JSON.stringify(texts)}::text::jsonb`;
    await tx`delete from reason_templates`;
    await tx`
      insert into reason_templates (place, text)
      select place, text from jsonb_to_recordset(${rows}::text::jsonb) as c(place int, text text)`;
    await tx`
      select pg_notify(n.channel, n.payload)
      from jsonb_to_recordset(${notes}::text::jsonb) as n(channel text, payload text)`;
  });
  return { texts };
}
