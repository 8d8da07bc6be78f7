import type { z } from "zod";
import { readNow } from "#db/client.ts";
import type { Context } from "#server/context.ts";
import { type CrashStreak, isCrashLoop } from "#server/domain/crash-streak.ts";
import { MOST_ON_PAGE, type Page, pageInput, toPage } from "#server/domain/page.ts";
import type { Placement } from "#server/domain/policy.ts";
import { boundsOf, nextFall, type Scaling } from "#server/domain/scaling.ts";
import type { ServiceConfig } from "#server/domain/service-config.ts";
import { isUnsteady, type StartFailures } from "#server/domain/start-failures.ts";
import {
  EXECUTION_STATUSES,
  type ExecutionStatus,
  isTerminal,
  MOST_ENDED_COUNTED,
} from "#server/domain/status.ts";
import type { ExecutionCounts, ServiceRow } from "#server/domain/views.ts";
import type { Fragment } from "#server/executions/conditions.ts";
import { readCrashStreaks } from "#server/runners/crash-streaks.ts";
import { readScalings } from "#server/runners/scalings.ts";
import { readStartFailures } from "#server/runners/start-failures.ts";

/** All services by name, with what they run now. */
export async function listServices(ctx: Context): Promise<ServiceRow[]> {
  return await serviceRows(ctx, null);
}

interface Stored
  extends Pick<
    ServiceRow,
    "id" | "name" | "revision" | "standInRevision" | "pausedAt" | "pausedBy" | "updatedAt"
  > {
  updatedBy: string;
  config: ServiceConfig;
}
type Count = { serviceId: string; status: ExecutionStatus; all: number; stopping: number };
type ReplicaCount = {
  serviceId: string;
  state: "starting" | "ready" | "draining";
  all: number;
  older: number;
};

/** The rows of all services, or of the one with this name. */
export async function serviceRows(ctx: Context, name: string | null): Promise<ServiceRow[]> {
  const { sql } = ctx.database;
  const chosen =
    name === null
      ? sql`select id from services where deleted_at is null`
      : sql`select id from services where name = ${name} and deleted_at is null`;
  return await rowsOf(ctx, chosen);
}

export const PageServicesInput = pageInput(/^[a-z][a-z0-9-]{0,62}$/);
export type PageServicesInput = z.input<typeof PageServicesInput>;

/** A page of them, by name. */
export async function pageServices(
  ctx: Context,
  { limit = MOST_ON_PAGE, cursor = null }: PageServicesInput,
): Promise<Page<ServiceRow>> {
  const { sql } = ctx.database;
  const rows = await rowsOf(
    ctx,
    sql`select id from services
      where deleted_at is null and (${cursor}::text is null or name > ${cursor}::text)
      order by name limit ${limit + 1}`,
  );
  return toPage(rows, limit, ({ name }) => name);
}

/** Those whose ids a query gives. */
async function rowsOf(ctx: Context, chosen: Fragment): Promise<ServiceRow[]> {
  const { sql } = ctx.database;
  const [services, failures, streaks, scalings, counts, replicas, now] = await Promise.all([
    sql<Stored[]>`
      select s.id, s.name, s.revision, s.paused_at as "pausedAt", s.paused_by as "pausedBy",
        s.updated_at as "updatedAt", s.updated_by as "updatedBy", r.config,
        s.stand_in_revision as "standInRevision"
      from services s
      join revisions r on r.service_id = s.id and r.number = s.revision
      where s.id in (${chosen}) order by s.name`,
    readStartFailures(ctx),
    readCrashStreaks(ctx),
    readScalings(ctx),
    sql<Count[]>`
      select service_id as "serviceId", status, count(*)::int as all, count(stop_reason)::int as stopping
      from executions where service_id in (${chosen}) and status in ('created', 'in-progress')
      group by service_id, status
      union all
      select s.id, k.status, c.all, 0 from services s, unnest(${EXECUTION_STATUSES.filter(isTerminal)}::text[]) as k(status), lateral (
        select count(*)::int as all from (
          select from executions e where e.service_id = s.id and e.status = k.status limit ${MOST_ENDED_COUNTED + 1}
        ) found) c
      where s.id in (${chosen}) and c.all > 0`,
    sql<ReplicaCount[]>`
      select p.service_id as "serviceId", p.state, count(*)::int as all,
        count(*) filter (where p.revision <> s.revision)::int as older
      from replicas p join services s on s.id = p.service_id
      where p.ended_at is null and p.state in ('starting', 'ready', 'draining') and p.service_id in (${chosen})
      group by p.service_id, p.state`,
    readNow(ctx.database),
  ]);
  return services.map((service) => ({
    ...toServiceRow(service, counts, replicas),
    startFailures: failuresOf(service, failures.get(service.id), now),
    crashLoop: crashLoopOf(service, streaks.get(service.id)),
    scaling: scalingOf(service.config.placement, scalings.get(service.id)),
  }));
}

function scalingOf(placement: Placement, scaling: Scaling | undefined): ServiceRow["scaling"] {
  const bounds = boundsOf(placement);
  if (!bounds) return null;
  // No runner has looked at it yet.
  if (!scaling) return { wanted: bounds.min, fall: null };
  const wanted = Math.min(Math.max(scaling.target, bounds.min), bounds.max);
  return { wanted, fall: nextFall(placement, scaling) };
}

function failuresOf(
  service: Stored,
  failures: StartFailures | undefined,
  now: Date,
): ServiceRow["startFailures"] {
  if (!failures || failures.revision !== service.revision || !isUnsteady(failures, now)) return null;
  const { revision: _, ...rest } = failures;
  return rest;
}

function crashLoopOf({ revision }: Stored, streak: CrashStreak | undefined): ServiceRow["crashLoop"] {
  if (!streak || !isCrashLoop(streak, revision)) return null;
  const { revision: _, ...rest } = streak;
  return rest;
}

function toServiceRow(
  { config, ...service }: Stored,
  counts: Iterable<Count>,
  replicas: Iterable<ReplicaCount>,
): Omit<ServiceRow, "startFailures" | "crashLoop" | "scaling"> {
  const row: Omit<ServiceRow, "startFailures" | "crashLoop" | "scaling"> = {
    ...service,
    description: config.description,
    runtime: config.program.runtime,
    policy: config.policy,
    placement: config.placement,
    counts: noExecutions(),
    replicas: { starting: 0, ready: 0, draining: 0, older: 0 },
  };
  for (const count of counts) {
    if (count.serviceId !== service.id) continue;
    row.counts[count.status] = count.all;
    if (count.status === "in-progress") row.counts.stopping = count.stopping;
  }
  for (const replica of replicas) {
    if (replica.serviceId !== service.id) continue;
    row.replicas[replica.state] = replica.all;
    if (replica.state === "ready") row.replicas.older = replica.older;
  }
  return row;
}

function noExecutions(): ExecutionCounts {
  return { created: 0, "in-progress": 0, stopping: 0, success: 0, failed: 0, terminated: 0 };
}
