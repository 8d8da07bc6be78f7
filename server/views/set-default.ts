import { z } from "zod";
import type { Context } from "#server/context.ts";
import { NotFound } from "#server/errors.ts";
import { ViewIdSchema } from "./remove.ts";
import { tellViews } from "./tell-views.ts";

export const SetDefaultViewInput = z.strictObject({
  /** Null: the list begins with everything. */
  id: ViewIdSchema.nullable(),
});
export type SetDefaultViewInput = z.output<typeof SetDefaultViewInput>;

/** What the caller's list begins with. */
export async function setDefaultView(
  ctx: Context,
  { id }: SetDefaultViewInput,
): Promise<{ id: string | null }> {
  const { sql } = ctx.database;
  if (id === null) {
    await sql`with removed as (delete from default_views where person = ${ctx.actor} returning person)
      select ${tellViews(ctx)} from removed`;
    return { id };
  }
  const [set] = await sql`
    with chosen as (
      insert into default_views (person, view_id)
      select ${ctx.actor}, id from saved_views where id = ${id} and (owner = ${ctx.actor} or shared)
      on conflict (person) do update set view_id = excluded.view_id returning view_id
    ) select view_id, ${tellViews(ctx)} from chosen`;
  if (!set) throw new NotFound(`There is no view ${id}.`);
  return { id };
}
