import type { Context } from "#server/context.ts";
import type { SavedView } from "#server/domain/list-views.ts";

/** The caller's views and those that others share, by name. */
export async function listViews(ctx: Context): Promise<SavedView[]> {
  return [
    ...(await ctx.database.sql<SavedView[]>`
      select v.id, v.name, v.filter, v.columns, v.shared, v.owner, v.owner = ${ctx.actor} as own,
        exists (select from default_views d where d.person = ${ctx.actor} and d.view_id = v.id) as "isDefault",
        (select count(*)::int from default_views d where d.view_id = v.id and d.person <> ${ctx.actor}) as "othersBegin"
      from saved_views v where v.owner = ${ctx.actor} or v.shared order by v.owner <> ${ctx.actor}, v.name`),
  ];
}
