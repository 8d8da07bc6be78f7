import { v7 as uuid } from "uuid";
import { z } from "zod";
import { isStorable } from "#db/storable-json.ts";
import type { Context } from "#server/context.ts";
import { printQuery } from "#server/domain/query/print-query.ts";
import { Conflict } from "#server/errors.ts";
import { WhereSchema } from "#server/executions/filter.ts";
import { tellViews } from "./tell-views.ts";

const nameWords = "name must be 1 to 60 characters";

export const ViewNameSchema = z
  .string(nameWords)
  .trim()
  .min(1, nameWords)
  .max(60, nameWords)
  .refine(isStorable, nameWords);

export const SaveViewInput = z.strictObject({
  name: ViewNameSchema,
  where: WhereSchema,
  columns: z
    .string("columns must be text")
    .max(300, "columns must be at most 300 characters")
    .regex(/^[a-z~.\d]*$/, "columns must be as the list prints them")
    .default(""),
  shared: z.boolean("shared must be true or false").default(false),
});
export type SaveViewInput = z.output<typeof SaveViewInput>;

const MOST_VIEWS = 100;

/** Keeps a view of the caller's; one of the same name is replaced. Throws Conflict when they have too many. */
export async function saveView(ctx: Context, input: SaveViewInput): Promise<{ id: string }> {
  const { name, where, columns, shared } = input;
  const [row] = await ctx.database.sql<{ id: string }[]>`
    with saved as (
      insert into saved_views (id, owner, name, filter, columns, shared, updated_at)
      select ${uuid()}::uuid, ${ctx.actor}, ${name}, ${printQuery(where)}, ${columns}, ${shared}, ${ctx.clock.now()}::timestamptz
      where (select count(*) from saved_views where owner = ${ctx.actor} and name <> ${name}) < ${MOST_VIEWS}
      on conflict (owner, name) do update set filter = excluded.filter, columns = excluded.columns,
        shared = excluded.shared, updated_at = excluded.updated_at
      returning id
    ) select id, ${tellViews(ctx)} from saved`;
  if (!row) throw new Conflict(`You have ${MOST_VIEWS} views already: remove one first.`);
  return { id: row.id };
}
