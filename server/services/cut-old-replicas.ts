import { auditedNotes } from "#db/notify.ts";
import type { Context } from "#server/context.ts";
import type { CurrentService } from "./write-revision.ts";

/** Those of older revisions that have not been told to stop. */
export function oldReplicas(
  { database: { sql } }: Context,
  { id }: Pick<CurrentService, "id">,
  below: number,
) {
  return sql`select id from replicas where service_id = ${id}::uuid and revision < ${below}::int
    and ended_at is null and state <> 'stopping'`;
}

/**
 * Has the replicas of revisions before the present one stopped with all that they run, without another revision. How many
 * there are; audited when there are any. Throws what `isDisputed` knows when another revision came first.
 */
export async function cutOldReplicas(ctx: Context, service: CurrentService): Promise<number> {
  const { id, name, revision } = service;
  const notes = auditedNotes(["services", `service:${id}`], [{ type: "service", serviceId: id }]);
  const [row] = await ctx.database.sql<{ cut: number }[]>`
    with old as materialized (${oldReplicas(ctx, service, revision)}), moved as (
      update services set cut_before = ${revision}::int
      where id = ${id}::uuid and revision = ${revision}::int and deleted_at is null returning id
    ), audited as (
      insert into audit (at, actor, action, subject_type, subject_id, data)
      select ${ctx.clock.now()}::timestamptz, ${ctx.actor}, 'service.cut', 'service', moved.id::text,
        jsonb_build_object('name', ${name}::text, 'revision', ${revision}::int, 'replicas', (select count(*) from old))
      from moved where exists (select from old)
    ), told as materialized (
      select count(pg_notify(n.channel, n.payload))
      from jsonb_to_recordset(${notes}::text::jsonb) as n(channel text, payload text)
    )
    select 1 / (select count(*) from moved), (select count(*)::int from old) as cut from told`;
  return row?.cut ?? 0;
}
