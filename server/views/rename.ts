import { z } from "zod";
import { isUniqueViolation } from "#db/unique-violation.ts";
import type { Context } from "#server/context.ts";
import { Conflict, NotFound } from "#server/errors.ts";
import { ViewIdSchema } from "./remove.ts";
import { ViewNameSchema } from "./save.ts";
import { tellViews } from "./tell-views.ts";

export const RenameViewInput = z.strictObject({ id: ViewIdSchema, name: ViewNameSchema });
export type RenameViewInput = z.output<typeof RenameViewInput>;

/** Gives a view of the caller's another name; who begins with it still does. Throws Conflict when they have one of that name. */
export async function renameView(ctx: Context, { id, name }: RenameViewInput): Promise<{ id: string }> {
  const { sql } = ctx.database;
  try {
    const [renamed] = await sql<{ id: string }[]>`
      with renamed as (update saved_views set name = ${name}, updated_at = ${ctx.clock.now()}
        where id = ${id} and owner = ${ctx.actor} returning id)
      select id, ${tellViews(ctx)} from renamed`;
    if (renamed) return { id: renamed.id };
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new Conflict(`You have a view ${name} already: remove it first, or choose another name.`);
  }
  const [other] = await sql<{ owner: string }[]>`select owner from saved_views where id = ${id} and shared`;
  if (other) throw new Conflict(`This view is ${other.owner}'s: only they can rename it.`);
  throw new NotFound(`There is no view ${id}.`);
}
