import { z } from "zod";
import type { Context } from "#server/context.ts";

export const KnownLabelsInput = z.strictObject({
  /** Whose values are asked for; left out, the keys are. */
  key: z.string("key must be the key of a label").max(63, "key must be at most 63 characters").optional(),
});
export type KnownLabelsInput = z.output<typeof KnownLabelsInput>;

/** More would not be read. */
const MOST = 200;

/** Keys of labels, or the values of one, in order: each is found by a step in the index, however many executions have it. */
export async function knownLabels(ctx: Context, { key }: KnownLabelsInput): Promise<string[]> {
  const { sql } = ctx.database;
  const [column, among] = key === undefined ? [sql`key`, sql`true`] : [sql`value`, sql`key = ${key}`];
  const rows = await sql<{ word: string }[]>`
    with recursive words as (
      (select ${column} as word from execution_labels where ${among} order by ${column} limit 1)
      union all
      select (select l.${column} from execution_labels l where ${among} and l.${column} > w.word
        order by l.${column} limit 1)
      from words w where w.word is not null
    ) select word from words where word is not null limit ${MOST}`;
  return rows.map(({ word }) => word);
}
