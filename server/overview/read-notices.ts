import type { Context } from "#server/context.ts";
import { CRASH_LOOP } from "#server/domain/crash-streak.ts";
import { MOST_NOTICES, NOTICES, type Notice, type Situation } from "#server/domain/overview.ts";
import { lostRunner } from "#server/runners/silent.ts";

/** Runners, disks and services that want a look, the most urgent kind first, of each the newest. */
export async function readNotices({
  database,
}: Pick<Context, "database">): Promise<Pick<Situation, "notices" | "moreNotices">> {
  const { sql } = database;
  const most = sql`order by since desc limit ${MOST_NOTICES + 1}`;
  const rows = await sql<Notice[]>`
    (select 'runner-lost' as kind, null as "serviceName", id as "runnerId", host, heartbeat_at as since,
      null::int as count, '' as detail
      from runners where ${lostRunner(database)} ${most})
    union all
    (select 'disk-fault', s.name, r.id, r.host, (p.disk_fault->>'since')::timestamptz as since, null, p.disk_fault->>'code'
      from replicas p join services s on s.id = p.service_id join runners r on r.id = p.runner_id
      where p.ended_at is null and p.disk_fault is not null ${most})
    union all
    (select 'crash-loop', s.name, null, null, c.since, c.count, c.error
      from crash_streaks c join services s on s.id = c.service_id and s.revision = c.revision
      where c.count >= ${CRASH_LOOP} and s.deleted_at is null ${most})
    union all
    (select 'start-failure', s.name, null, null, f.since, nullif(f.count, 0), f.error
      from start_failures f join services s on s.id = f.service_id and s.revision = f.revision
      where f.ready_at is null and s.deleted_at is null ${most})
    union all
    (select 'paused', name, null, null, paused_at as since, null, paused_by
      from services where paused_at is not null and deleted_at is null ${most})`;
  const byKind = NOTICES.map((kind) => rows.filter((row) => row.kind === kind));
  return {
    notices: byKind.flatMap((found) => found.slice(0, MOST_NOTICES)),
    moreNotices: byKind.some((found) => found.length > MOST_NOTICES),
  };
}
