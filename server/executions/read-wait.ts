import type { Context } from "#server/context.ts";
import { type WaitFacts, type WaitView, waitOf } from "#server/domain/wait.ts";
import { silent } from "#server/runners/silent.ts";

/** Beyond it nobody asks how many exactly are before it. */
const MOST_AHEAD = 1_000;

/** Why a created execution does not run; null when it is not created any more. One statement, of bounded cost. */
export async function readWait(
  { database: { sql } }: Pick<Context, "database">,
  id: string,
): Promise<WaitView | null> {
  const fresh = sql`not ${silent(sql, sql`heartbeat_at`)}`;
  // Two ranges of the queue's index: what comes after it is not looked at.
  const queued = sql`b.service_id = e.service_id and b.status = 'created' and b.not_before is null`;
  const [facts] = await sql<Omit<WaitFacts, "moreAhead">[]>`
    select e.not_before as "notBefore", s.paused_by as "pausedBy", h.count as runners,
      greatest((r.config#>>'{placement,replicas}')::int, (r.config#>>'{placement,maxReplicas}')::int) > 0
        as "mayHaveReplicas",
      p.ready, p.starting, p.silent, p.slots, p.taken, f.error as "startError", q.ahead
    from executions e
    join services s on s.id = e.service_id
    join revisions r on r.service_id = s.id and r.number = s.revision
    left join start_failures f on f.service_id = s.id and f.revision = s.revision and f.ready_at is null
    cross join lateral (select count(*)::int from runners
      where state = 'active' and draining_at is null and ${fresh}) h
    cross join lateral (
      select count(*) filter (where o.state = 'ready' and o.fresh)::int as ready,
        count(*) filter (where o.state = 'starting' and o.fresh)::int as starting,
        count(*) filter (where not o.fresh)::int as silent,
        coalesce(sum(o.slots) filter (where o.state = 'ready' and o.fresh), 0)::int as slots,
        coalesce(sum(o.taken) filter (where o.state = 'ready' and o.fresh), 0)::int as taken
      from (
        select state, slots, ${fresh} as fresh, (select count(*) from executions n
          where n.replica_id = replicas.id and n.status = 'in-progress') as taken
        from replicas where service_id = s.id and ended_at is null and state in ('starting', 'ready')
          and revision = coalesce(s.stand_in_revision, s.revision)
      ) o) p
    cross join lateral (
      select count(*)::int as ahead from (
        select from executions b where ${queued} and b.priority > e.priority
        union all
        select from executions b where ${queued} and b.priority = e.priority and b.id < e.id
        limit ${MOST_AHEAD + 1}) c) q
    where e.id = ${id} and e.status = 'created'`;
  if (!facts) return null;
  const moreAhead = facts.ahead > MOST_AHEAD;
  return waitOf({ ...facts, ahead: Math.min(facts.ahead, MOST_AHEAD), moreAhead });
}
