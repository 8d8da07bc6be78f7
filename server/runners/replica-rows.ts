import type { Context } from "#server/context.ts";
import type { DrainCause } from "#server/domain/plan-replicas.ts";
import type { Isolation } from "#server/domain/policy.ts";
import { announceService } from "./announce-service.ts";

type Deps = Pick<Context, "database">;

export interface NewReplica {
  id: string;
  serviceId: string;
  revision: number;
  runnerId: string;
  slots: number;
  isolation: Isolation;
  /** SHA-256, hex, of the token that its agent proves itself with. */
  tokenHash: string;
}

/**
 * The intent comes before the process: a replica that no row knows is a stray. False, and nothing is written, when
 * more than `started` replicas of the service have been started: another runner saw that one was missing too. Nor of a deleted one.
 */
export async function addReplica(
  { database: { sql, now } }: Deps,
  replica: NewReplica,
  started: number,
): Promise<boolean> {
  const rows = await sql`
    with counted as (
      update services set started = started + 1 where id = ${replica.serviceId} and started = ${started}
        and deleted_at is null returning id
    )
    insert into replicas (id, service_id, revision, runner_id, state, slots, isolation, token_hash, started_at, heartbeat_at)
    select ${replica.id}::uuid, id, ${replica.revision}::int, ${replica.runnerId}::uuid, 'starting',
      ${replica.slots}::int, ${replica.isolation}::text, ${replica.tokenHash}::text, ${now()}, ${now()} from counted
    returning id`;
  if (rows.length > 0) await announceService(sql, replica.serviceId);
  return rows.length > 0;
}

export async function setAgentPid({ database: { sql } }: Deps, id: string, pid: number): Promise<void> {
  await sql`update replicas set agent_pid = ${pid} where id = ${id}`;
}

/** Its workers can take work. */
export async function setReplicaReady({ database: { sql, now } }: Deps, id: string): Promise<void> {
  const rows = await sql<{ serviceId: string }[]>`
    update replicas set state = 'ready', ready_at = ${now()}, heartbeat_at = ${now()}
    where id = ${id} and state = 'starting' returning service_id as "serviceId"`;
  for (const { serviceId } of rows) await announceService(sql, serviceId);
}

/** It takes nothing new. */
export async function setReplicaDraining(
  { database: { sql, now } }: Deps,
  id: string,
  cause: DrainCause,
): Promise<void> {
  const rows = await sql<{ serviceId: string }[]>`
    update replicas set state = 'draining', draining_at = ${now()}, drain_cause = ${cause}
    where id = ${id} and state in ('starting', 'ready') returning service_id as "serviceId"`;
  for (const { serviceId } of rows) await announceService(sql, serviceId);
}

/** It stops what it runs. */
export async function setReplicaStopping({ database: { sql } }: Deps, id: string): Promise<void> {
  const rows = await sql<{ serviceId: string }[]>`
    update replicas set state = 'stopping'
    where id = ${id} and state in ('starting', 'ready', 'draining') returning service_id as "serviceId"`;
  for (const { serviceId } of rows) await announceService(sql, serviceId);
}

/** It is gone, and why when that was not asked for. Does nothing to one that has ended. */
export async function endReplica(
  { database: { sql, now } }: Deps,
  id: string,
  state: "stopped" | "failed" | "lost",
  lastError: string | null,
): Promise<void> {
  const rows = await sql<{ serviceId: string }[]>`
    update replicas set state = case when ${state} = 'stopped' and last_error is not null then 'failed' else ${state} end,
      ended_at = ${now()}, last_error = coalesce(${lastError}, last_error)
    where id = ${id} and ended_at is null returning service_id as "serviceId"`;
  for (const { serviceId } of rows) await announceService(sql, serviceId);
}
