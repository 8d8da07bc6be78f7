import type { Context } from "#server/context.ts";
import type { ReasonTemplates } from "#server/domain/reason-templates.ts";

/** In the order in which they are offered; none at first. */
export async function listReasonTemplates({ database: { sql } }: Context): Promise<ReasonTemplates> {
  const rows = await sql<{ text: string }[]>`select text from reason_templates order by place`;
  return { texts: rows.map(({ text }) => text) };
}
