import { z } from "zod";
import type { Context } from "#server/context.ts";
import type { BulkDetail, BulkRow } from "#server/domain/bulk-views.ts";
import { NotFound } from "#server/errors.ts";
import { unverified } from "#server/executions/unverified.ts";
import { bulkColumns } from "./list.ts";
import { BulkIdSchema } from "./move.ts";

export const GetBulkInput = z.strictObject({ id: BulkIdSchema });
export type GetBulkInput = z.output<typeof GetBulkInput>;

/** Left alone or refused ones that are named. */
const MOST_TOLD = 100;

/** One bulk, with how far it has come and where those stand that it has reached. */
export async function getBulk(ctx: Context, { id }: GetBulkInput): Promise<BulkDetail> {
  const { sql } = ctx.database;
  const [[row], standing, told] = await Promise.all([
    sql<BulkRow[]>`select ${bulkColumns(sql)} from bulks b where b.id = ${id}`,
    sql<BulkDetail["standing"]>`
      select e.status, case when e.status = 'in-progress' then e.stop_rung end as rung,
        ${unverified(sql)} as unverified, count(*)::int as count
      from bulk_items i join executions e on e.id = i.execution_id
      where i.bulk_id = ${id} and i.state = 'done' group by 1, 2, 3`,
    sql<BulkDetail["told"]>`
      select execution_id as id, state, coalesce(message, '') as message from bulk_items
      where bulk_id = ${id} and state in ('skipped', 'failed')
      order by state = 'failed' desc, place, execution_id limit ${MOST_TOLD}`,
  ]);
  if (!row) throw new NotFound(`There is no bulk ${id}.`);
  const answers = row.kind === "extend" ? await answersTo(ctx, id) : null;
  return { ...row, standing: [...standing], answers, told: [...told] };
}

/** What agents said to the orders of an `extend`: so many have moved the deadline, so many could not. */
async function answersTo(ctx: Context, id: string): Promise<{ moved: number; refused: number }> {
  const [row] = await ctx.database.sql<{ moved: number; refused: number }[]>`
    select count(*) filter (where a.data->>'refusal' is null)::int as moved,
      count(*) filter (where a.data->>'refusal' is not null)::int as refused
    from bulk_items i
    join execution_events a on a.execution_id = i.execution_id and a.type = 'order_answered'
      and a.data->>'id' = i.result_id::text
    where i.bulk_id = ${id} and i.state = 'done'`;
  return row ?? { moved: 0, refused: 0 };
}
