import { auditedNotes } from "#db/notify.ts";
import type { Context } from "#server/context.ts";
import { announceRows } from "#server/webhooks/announce.ts";
import { theService } from "./write-revision.ts";

export interface Paused {
  id: string;
  name: string;
  /** Null while the service takes work. */
  pausedAt: Date | null;
}

export async function switchPause(ctx: Context, name: string, paused: boolean): Promise<Paused> {
  const { id } = await theService(ctx, name);
  const now = ctx.clock.now();
  const notes = auditedNotes(["services", `service:${id}`], [{ type: "service", serviceId: id }]);
  const { sql } = ctx.database;
  const facts = JSON.stringify({ actor: ctx.actor });
  const webhooks = announceRows(
    ctx.database,
    sql`select ${paused ? "service.paused" : "service.resumed"} as event, ${now}::timestamptz as at, id as service_id,
      null::uuid as execution_id, ${facts}::text::jsonb as facts from switched`,
  );
  await sql`
    with switched as (
      update services set paused_at = ${paused ? now : null}::timestamptz,
        paused_by = ${paused ? ctx.actor : null}::text, updated_at = ${now}::timestamptz, updated_by = ${ctx.actor}
      where id = ${id}::uuid and deleted_at is null and (paused_at is not null) <> ${paused}::boolean returning id
    ), audited as (
      insert into audit (at, actor, action, subject_type, subject_id, data)
      select ${now}::timestamptz, ${ctx.actor}, ${paused ? "service.pause" : "service.resume"}, 'service', id::text,
        jsonb_build_object('name', ${name}::text) from switched
    ), ${webhooks.cte}
    select count(pg_notify(n.channel, n.payload)), ${webhooks.tell}
    from jsonb_to_recordset(${notes}::text::jsonb) as n(channel text, payload text), switched`;
  const [row] = await sql<{ pausedAt: Date | null }[]>`
    select paused_at as "pausedAt" from services where id = ${id}`;
  return { id, name, pausedAt: row?.pausedAt ?? null };
}
