import type { Context } from "#server/context.ts";
import type { ServiceConfig } from "#server/domain/service-config.ts";

export interface LiveReplica {
  id: string;
  serviceId: string;
  revision: number;
  runnerId: string;
  state: "starting" | "ready" | "draining" | "stopping";
  slots: number;
  tokenHash: string;
  agentPid: number | null;
  /** Its runner drains. */
  leaves?: boolean;
  ackedSeq: number;
}

/** All replicas that have not ended, of every runner. */
export async function liveReplicas({ database: { sql } }: Pick<Context, "database">): Promise<LiveReplica[]> {
  return sql<LiveReplica[]>`
    select p.id, p.service_id as "serviceId", p.revision, p.runner_id as "runnerId", p.state, p.slots,
      p.token_hash as "tokenHash", p.agent_pid as "agentPid", p.acked_seq::float8 as "ackedSeq",
      r.draining_at is not null as leaves
    from replicas p join runners r on r.id = p.runner_id where p.ended_at is null order by p.started_at, p.id`;
}

/** True when somebody wants the runner to take nothing new. */
export async function isDraining(
  { database: { sql } }: Pick<Context, "database">,
  runnerId: string,
): Promise<boolean> {
  const rows = await sql`select from runners where id = ${runnerId} and draining_at is not null`;
  return rows.length > 0;
}

/** The last event that is applied of a replica, also of one that has ended; null when there is no such replica. */
export async function ackedSeqOf(
  { database: { sql } }: Pick<Context, "database">,
  replicaId: string,
): Promise<number | null> {
  const [row] = await sql<{ ackedSeq: number }[]>`
    select acked_seq::float8 as "ackedSeq" from replicas where id = ${replicaId}`;
  return row?.ackedSeq ?? null;
}

export interface WantedService {
  serviceId: string;
  name: string;
  revision: number;
  standInRevision: number | null;
  cutBefore: number;
  /** How many replicas of it were ever started. Read it before those that live: then none of these is overlooked. */
  started: number;
  config: ServiceConfig;
}

/** Every service as it should run now; of one that was deleted nothing should. */
export async function wantedServices({
  database: { sql },
}: Pick<Context, "database">): Promise<WantedService[]> {
  return sql<WantedService[]>`
    select s.id as "serviceId", s.name, s.revision, s.stand_in_revision as "standInRevision",
      s.cut_before as "cutBefore", s.started, r.config
    from services s join revisions r on r.service_id = s.id and r.number = s.revision
    where s.deleted_at is null order by s.name`;
}
