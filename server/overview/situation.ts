import { readNow } from "#db/client.ts";
import type { Context } from "#server/context.ts";
import {
  ATTENTION,
  type Attention,
  attentionOf,
  MOST_LOOKED_AT,
  type ServiceLoad,
  type Situation,
  type SituationRow,
} from "#server/domain/overview.ts";
import type { ExecutionRow } from "#server/domain/views.ts";
import { COUNTED } from "#server/executions/count.ts";
import {
  executionColumns,
  executionJoins,
  type RawExecutionRow,
  toExecutionRow,
} from "#server/executions/execution-row.ts";
import { typicalDurations } from "#server/executions/typical-durations.ts";
import { lostRunner, silent } from "#server/runners/silent.ts";
import { readNotices } from "./read-notices.ts";

const MOST_ROWS = 50;

/** How everything stands at this moment. */
export async function situation(ctx: Context): Promise<Situation> {
  const [rows, loads, runners, notices] = await Promise.all([
    runningRows(ctx),
    serviceLoads(ctx),
    runnerStates(ctx),
    readNotices(ctx),
  ]);
  const noticed = await noticedRows(ctx, rows);
  const attention = Object.fromEntries(
    ATTENTION.map((why) => [why, noticed.filter((row) => row.why.includes(why)).length]),
  ) as Record<Attention, number>;
  const sum = (count: (load: ServiceLoad) => number) => loads.reduce((total, load) => total + count(load), 0);
  const running = sum((load) => load.running);
  return {
    running,
    stopping: sum((load) => load.stopping),
    waiting: sum((load) => load.waiting),
    moreWait: loads.some((load) => load.moreWait),
    attention,
    rows: noticed.slice(0, MOST_ROWS),
    ...notices,
    services: loads.filter(({ running, waiting, slots }) => running + waiting + slots > 0),
    runners,
    complete: running <= MOST_LOOKED_AT,
  };
}

async function runningRows({ database: { sql } }: Context): Promise<ExecutionRow[]> {
  const raw = await sql<RawExecutionRow[]>`
    select ${executionColumns(sql)} from executions e ${executionJoins(sql)}
    where e.status = 'in-progress' order by e.id limit ${MOST_LOOKED_AT}`;
  return raw.map(toExecutionRow);
}

/** The most urgent first, and of those the one that has run longest. */
async function noticedRows(ctx: Context, rows: ExecutionRow[]): Promise<SituationRow[]> {
  const key = (one: { serviceId: string; functionName: string }) => `${one.serviceId} ${one.functionName}`;
  const functions = new Map(rows.map((row) => [key(row), row]));
  const [typical, now] = await Promise.all([
    typicalDurations(ctx, [...functions.values()]),
    readNow(ctx.database),
  ]);
  const p95 = new Map(typical.map((one) => [key(one), one.p95Ms]));
  return rows
    .flatMap((execution) => {
      const p95Ms = p95.get(key(execution)) ?? null;
      const why = attentionOf(execution, p95Ms, now);
      return why.length > 0 ? [{ execution, why, p95Ms }] : [];
    })
    .toSorted((one, other) => urgency(one) - urgency(other));
}

function urgency({ why: [first] }: SituationRow): number {
  return first ? ATTENTION.indexOf(first) : ATTENTION.length;
}

async function serviceLoads({ database: { sql, now } }: Context): Promise<ServiceLoad[]> {
  const rows = await sql<ServiceLoad[]>`
    select s.name, s.paused_at is not null as paused, coalesce(l.running, 0) as running,
      coalesce(l.stopping, 0) as stopping, q.waiting, q.more as "moreWait", o.created_at as "waitingSince",
      coalesce(p.slots, 0) as slots, coalesce(p.used, 0) as used
    from services s
    left join (select service_id, count(*)::int as running, count(stop_reason)::int as stopping
      from executions where status = 'in-progress' group by service_id) l on l.service_id = s.id
    cross join lateral (
      select least(count(*), ${COUNTED})::int as waiting, count(*) > ${COUNTED} as more from (
        select from executions where service_id = s.id and status = 'created' limit ${COUNTED + 1}) c) q
    left join lateral (select created_at from executions
      where service_id = s.id and status = 'created' order by id limit 1) o on true
    left join (select r.service_id, sum(r.slots)::int as slots, sum(h.used)::int as used
      from replicas r cross join lateral (
        select count(*) as used from executions e where e.replica_id = r.id and e.status = 'in-progress') h
      where r.ended_at is null and r.state = 'ready' and not ${silent(sql, sql`r.heartbeat_at`, now())}
      group by r.service_id) p on p.service_id = s.id
    where s.deleted_at is null
    order by coalesce(l.running, 0) + q.waiting desc, s.name`;
  return [...rows];
}

async function runnerStates({ database }: Context): Promise<Situation["runners"]> {
  const { sql, now } = database;
  const [row] = await sql<Situation["runners"][]>`
    select count(*) filter (where state = 'active' and not ${silent(sql, sql`heartbeat_at`, now())})::int as active,
      count(*) filter (where ${lostRunner(database)})::int as lost
    from runners where state <> 'stopped'`;
  return row ?? { active: 0, lost: 0 };
}
