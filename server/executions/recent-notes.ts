import type { Context } from "#server/context.ts";

/** So many of the newest lines of the audit are looked at. */
const LOOKED_AT = 2_000;
const MOST = 5;

/** Why whoever asks has stopped executions lately, in their words, the newest first; each once, 5 at most. */
export async function recentNotes({ database: { sql }, actor }: Context): Promise<{ texts: string[] }> {
  const rows = await sql<{ note: string }[]>`
    select note from (
      select data->>'note' as note, max(id) as newest
      from (select id, actor, action, data from audit order by id desc limit ${LOOKED_AT}) a
      where actor = ${actor} and action in ('execution.terminate', 'bulk.start', 'bulk.stop-now')
        and data ? 'note' and not data ? 'withParent'
      group by 1
    ) n order by newest desc limit ${MOST}`;
  return { texts: rows.map(({ note }) => note) };
}
