import type { Context } from "#server/context.ts";

/** What was prepared and not begun for so long was not wanted. */
const KEPT_MS = 3_600_000;

export async function forgetDrafts(ctx: Context): Promise<void> {
  const before = new Date(ctx.clock.now().getTime() - KEPT_MS);
  await ctx.database.sql`delete from bulks where status = 'draft' and created_at < ${before}`;
}
