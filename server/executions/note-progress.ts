import { notifications, progressTopics } from "#db/notify.ts";
import type { Context } from "#server/context.ts";
import { Conflict } from "#server/errors.ts";

export interface ProgressNote {
  /** 0 to 100; left out it stays as it is. */
  percent?: number | undefined;
  /** Left out it stays as it is. */
  message?: string | undefined;
}

/** Progress of what runs, as somebody outside of it says. Throws Conflict when it does not run. */
export async function noteProgress(
  ctx: Context,
  id: string,
  { percent, message }: ProgressNote,
): Promise<void> {
  const notes = notifications([], progressTopics(id));
  const rows = await ctx.database.sql`
    with running as (
      select id from executions where id = ${id}::uuid and status = 'in-progress' for update
    ), noted as (
      update executions e set progress = coalesce(${percent ?? null}::real, e.progress),
        progress_message = coalesce(${message ?? null}::text, e.progress_message),
        progress_at = ${ctx.clock.now()}::timestamptz
      from running where e.id = running.id returning e.id
    )
    select pg_notify(n.channel, n.payload) from noted
    cross join jsonb_to_recordset(${JSON.stringify(notes)}::text::jsonb) as n(channel text, payload text)`;
  if (rows.length > 0) return;
  throw new Conflict(`Execution ${id} does not run now: only what runs has progress.`);
}
