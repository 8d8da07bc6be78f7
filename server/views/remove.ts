import { z } from "zod";
import type { Context } from "#server/context.ts";
import { Conflict, NotFound } from "#server/errors.ts";
import { tellViews } from "./tell-views.ts";

const idWords = "id must be the id of a view";
export const ViewIdSchema = z.uuid(idWords);

export const RemoveViewInput = z.strictObject({ id: ViewIdSchema });
export type RemoveViewInput = z.output<typeof RemoveViewInput>;

/** Forgets a view of the caller's; whoever began with it begins with everything. */
export async function removeView(ctx: Context, { id }: RemoveViewInput): Promise<{ id: string }> {
  const { sql } = ctx.database;
  const [removed] = await sql<{ id: string }[]>`
    with removed as (delete from saved_views where id = ${id} and owner = ${ctx.actor} returning id)
    select id, ${tellViews(ctx)} from removed`;
  if (removed) return { id: removed.id };
  const [other] = await sql<{ owner: string }[]>`select owner from saved_views where id = ${id} and shared`;
  if (other) throw new Conflict(`This view is ${other.owner}'s: only they can remove it.`);
  throw new NotFound(`There is no view ${id}.`);
}
