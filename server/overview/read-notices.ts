import type { Context } from "#server/context.ts";
import { CRASH_LOOP } from "#server/domain/crash-streak.ts";
import { SHOWN_LOST_MS } from "#server/domain/liveness.ts";
import { NOTICES, type Notice, type Situation } from "#server/domain/overview.ts";

const MOST_OF_A_KIND = 20;
/** A runner that has been lost for longer is history. */
const LOST_FOR_MS = 3_600_000;

/** Runners, disks and services that want a look, the most urgent kind first, of each the newest. */
export async function readNotices({
  database: { sql },
  clock,
}: Context): Promise<Pick<Situation, "notices" | "moreNotices">> {
  const now = clock.now().getTime();
  const [heard, remembered] = [new Date(now - SHOWN_LOST_MS), new Date(now - LOST_FOR_MS)];
  const most = sql`order by since desc limit ${MOST_OF_A_KIND + 1}`;
  const rows = await sql<Notice[]>`
    (select 'runner-lost' as kind, null as "serviceName", id as "runnerId", host, heartbeat_at as since,
      null::int as count, '' as detail
      from runners where (state = 'lost' or (state in ('active', 'stopping') and heartbeat_at < ${heard}))
        and heartbeat_at >= ${remembered} ${most})
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
    notices: byKind.flatMap((found) => found.slice(0, MOST_OF_A_KIND)),
    moreNotices: byKind.some((found) => found.length > MOST_OF_A_KIND),
  };
}
