import type { Context } from "#server/context.ts";
import type { Scaling } from "#server/domain/scaling.ts";
import { announceService } from "./announce-service.ts";

type Deps = Pick<Context, "database">;

/** By service; those whose number of replicas was always fixed are left out. */
export async function readScalings({ database: { sql } }: Deps): Promise<Map<string, Scaling>> {
  const rows = await sql<(Scaling & { serviceId: string })[]>`
    select service_id as "serviceId", target, low_since as "lowSince", peak from scalings`;
  return new Map(rows.map(({ serviceId, ...scaling }) => [serviceId, scaling]));
}

export async function writeScaling(
  { database: { sql } }: Deps,
  serviceId: string,
  scaling: Scaling,
): Promise<void> {
  const { target, lowSince, peak } = scaling;
  await sql`
    insert into scalings (service_id, target, low_since, peak) values (${serviceId}, ${target}, ${lowSince}, ${peak})
    on conflict (service_id) do update set target = excluded.target, low_since = excluded.low_since, peak = excluded.peak`;
  await announceService(sql, serviceId);
}

/** Its number of replicas is fixed now. */
export async function dropScaling({ database: { sql } }: Deps, serviceId: string): Promise<void> {
  await sql`delete from scalings where service_id = ${serviceId}`;
  await announceService(sql, serviceId);
}

/** How many executions of each service could start now; none is counted beyond `most`, nor of a paused service. */
export async function countWaiting(
  { database: { sql } }: Deps,
  services: { serviceId: string; most: number }[],
): Promise<Map<string, number>> {
  if (services.length === 0) return new Map();
  const asked = services.map(({ serviceId, most }) => ({ service_id: serviceId, most }));
  const rows = await sql<{ serviceId: string; waiting: number }[]>`
    select v.id as "serviceId", q.waiting from jsonb_to_recordset(${JSON.stringify(asked)}::text::jsonb)
      as a(service_id uuid, most int)
    join services v on v.id = a.service_id and v.paused_at is null
    cross join lateral (
      select count(*)::int as waiting from (
        select 1 from executions where service_id = v.id and status = 'created' and not_before is null limit a.most) w) q`;
  return new Map(rows.map(({ serviceId, waiting }) => [serviceId, waiting]));
}

/** How many executions each replica runs; those that run none are left out. */
export async function countRunning({ database: { sql } }: Deps): Promise<Map<string, number>> {
  const rows = await sql<{ replicaId: string; running: number }[]>`
    select replica_id as "replicaId", count(*)::int as running from executions
    where status = 'in-progress' group by replica_id`;
  return new Map(rows.map(({ replicaId, running }) => [replicaId, running]));
}
