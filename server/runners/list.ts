import type { z } from "zod";
import { readNow } from "#db/client.ts";
import type { Context } from "#server/context.ts";
import { isLost } from "#server/domain/liveness.ts";
import {
  MOST_ON_PAGE,
  type Page,
  pageInput,
  readTimeCursor,
  TIME_CURSOR,
  toPage,
} from "#server/domain/page.ts";
import type { ReplicaView, RunnerView } from "#server/domain/runner-views.ts";
import { openResets } from "./open-resets.ts";

/** For how long what has ended is still shown, and how many of each runner: a crash loop leaves hundreds. */
const SHOWN_AFTER_END_MS = 60 * 60 * 1000;
const MOST_ENDED = 10;

type ReplicaRow = Omit<ReplicaView, "executions" | "reset" | "lost"> & { runnerId: string; ended: number };
type Held = ReplicaView["executions"][number] & { replicaId: string };

/** Runners, newest first, with the replicas that live or were the last to end, and what these run now. */
export async function listRunners(ctx: Context): Promise<RunnerView[]> {
  return (await readRunners(ctx, null, null)).map(({ micros: _, ...runner }) => runner);
}

export const PageRunnersInput = pageInput(TIME_CURSOR);
export type PageRunnersInput = z.input<typeof PageRunnersInput>;

/** A page of them. One that starts anew meanwhile is among the newest again, and may be met twice. */
export async function pageRunners(
  ctx: Context,
  { limit = MOST_ON_PAGE, cursor }: PageRunnersInput,
): Promise<Page<RunnerView>> {
  const read = await readRunners(ctx, limit + 1, cursor ?? null);
  const { rows, nextCursor } = toPage(read, limit, ({ id, micros }) => `${micros}.${id}`);
  return { rows: rows.map(({ micros: _, ...runner }) => runner), nextCursor };
}

async function readRunners(
  ctx: Context,
  limit: number | null,
  cursor: string | null,
): Promise<(RunnerView & Placed)[]> {
  const since = new Date(ctx.clock.now().getTime() - SHOWN_AFTER_END_MS);
  const [runners, replicas, held, resets, now] = await Promise.all([
    runnersSince(ctx, since, limit, cursor),
    replicasSince(ctx, since),
    heldExecutions(ctx),
    openResets(ctx),
    readNow(ctx.database),
  ]);
  const resetOf = new Map(resets.map((reset) => [reset.replicaId, reset]));
  const heldBy = groupBy(held, (one) => one.replicaId);
  const replicasOf = groupBy(replicas, (replica) => replica.runnerId);
  return runners.map((runner) => ({
    ...runner,
    lost: isLost(runner, now),
    endedLeftOut: Math.max(0, (replicasOf.get(runner.id)?.[0]?.ended ?? 0) - MOST_ENDED),
    replicas: (replicasOf.get(runner.id) ?? []).map(({ runnerId: _, ended: ___, ...replica }) => ({
      ...replica,
      lost: isLost(replica, now),
      reset: resetOf.get(replica.id) ?? null,
      executions: (heldBy.get(replica.id) ?? []).map(({ replicaId: __, ...execution }) => execution),
    })),
  }));
}

function groupBy<T>(items: Iterable<T>, key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}

/** When it started, in microseconds. */
type Placed = { micros: string };

function runnersSince(
  { database: { sql } }: Context,
  since: Date,
  limit: number | null,
  cursor: string | null,
) {
  const after = readTimeCursor(cursor);
  return sql<(Omit<RunnerView, "replicas" | "endedLeftOut" | "lost"> & Placed)[]>`
    select id, host, pid, version, state, started_at as "startedAt", heartbeat_at as "heartbeatAt",
      draining_at as "drainingAt", draining_by as "drainingBy", cores, memory_bytes::float8 as "memoryBytes",
      (extract(epoch from started_at) * 1000000)::bigint::text as micros
    from runners where (state in ('active', 'stopping') or coalesce(stopped_at, heartbeat_at) >= ${since})
      and ${after ? sql`(started_at, id) < (timestamptz 'epoch' + ${after.micros}::bigint * interval '1 microsecond', ${after.id}::uuid)` : sql`true`}
    order by started_at desc, id desc limit ${limit}`;
}

function replicasSince({ database: { sql } }: Context, since: Date) {
  return sql<ReplicaRow[]>`
    select p.id, p.runner_id as "runnerId", p.service_id as "serviceId", s.name as "serviceName", p.revision,
      p.state, p.slots, p.isolation, p.draining_at as "drainingAt", p.drain_cause as "drainCause", p.agent_pid as "agentPid", p.started_at as "startedAt", p.heartbeat_at as "heartbeatAt",
      p.cpu_cores as "cpuCores", p.memory_bytes::float8 as "memoryBytes", p.last_error as "lastError", case when p.ended_at is null then p.disk_fault end as "diskFault", p.ended
    from (select *, count(ended_at) over (partition by runner_id)::int as ended,
        row_number() over (partition by runner_id, ended_at is null order by ended_at desc, id) as place
      from replicas where ended_at is null or ended_at >= ${since}) p
    join services s on s.id = p.service_id
    where p.ended_at is null or p.place <= ${MOST_ENDED}
    order by s.name, p.started_at desc, p.id`;
}

function heldExecutions({ database: { sql } }: Context) {
  return sql<Held[]>`
    select replica_id as "replicaId", id, function_name as "functionName", started_at as "startedAt",
      stop_reason is not null as stopping
    from executions where status = 'in-progress' order by id`;
}
