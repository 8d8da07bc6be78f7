import type { Context } from "#server/context.ts";
import type { ServiceConfig } from "#server/domain/service-config.ts";
import type { ExecutionStatus } from "#server/domain/status.ts";
import type { ExecutionCounts, ServiceRow } from "#server/domain/views.ts";

/** All services by name, with what they run now. */
export async function listServices(ctx: Context): Promise<ServiceRow[]> {
  return await serviceRows(ctx, null);
}

interface Stored
  extends Pick<ServiceRow, "id" | "name" | "revision" | "pausedAt" | "pausedBy" | "updatedAt"> {
  updatedBy: string;
  config: ServiceConfig;
  lastError: string | null;
}
type Count = { serviceId: string; status: ExecutionStatus; all: number; stopping: number };
type ReplicaCount = { serviceId: string; state: keyof ServiceRow["replicas"]; all: number };

/** The rows of all services, or of the one with this name. */
export async function serviceRows(ctx: Context, name: string | null): Promise<ServiceRow[]> {
  const { sql } = ctx.database;
  const chosen =
    name === null ? sql`select id from services` : sql`select id from services where name = ${name}`;
  const [services, counts, replicas] = await Promise.all([
    sql<Stored[]>`
      select s.id, s.name, s.revision, s.paused_at as "pausedAt", s.paused_by as "pausedBy",
        s.updated_at as "updatedAt", s.updated_by as "updatedBy", r.config, start.error as "lastError"
      from services s
      join revisions r on r.service_id = s.id and r.number = s.revision
      left join lateral (
        select case when p.ready_at is null then p.last_error end as error from replicas p
        where p.service_id = s.id and (p.ready_at is not null or p.ended_at is not null)
        order by p.started_at desc limit 1) start on true
      where s.id in (${chosen}) order by s.name`,
    sql<Count[]>`
      select service_id as "serviceId", status, count(*)::int as all, count(stop_reason)::int as stopping
      from executions where service_id in (${chosen}) group by service_id, status`,
    sql<ReplicaCount[]>`
      select service_id as "serviceId", state, count(*)::int as all from replicas
      where ended_at is null and state in ('starting', 'ready', 'draining') and service_id in (${chosen})
      group by service_id, state`,
  ]);
  return services.map((service) => toServiceRow(service, counts, replicas));
}

function toServiceRow(
  { config, ...service }: Stored,
  counts: Iterable<Count>,
  replicas: Iterable<ReplicaCount>,
): ServiceRow {
  const row: ServiceRow = {
    ...service,
    description: config.description,
    runtime: config.program.runtime,
    policy: config.policy,
    placement: config.placement,
    counts: noExecutions(),
    replicas: { starting: 0, ready: 0, draining: 0 },
  };
  for (const count of counts) {
    if (count.serviceId !== service.id) continue;
    row.counts[count.status] = count.all;
    if (count.status === "in-progress") row.counts.stopping = count.stopping;
  }
  for (const replica of replicas) {
    if (replica.serviceId === service.id) row.replicas[replica.state] = replica.all;
  }
  return row;
}

function noExecutions(): ExecutionCounts {
  return { created: 0, "in-progress": 0, stopping: 0, success: 0, failed: 0, terminated: 0 };
}
