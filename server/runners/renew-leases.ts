import { notifications } from "#db/notify.ts";
import type { Context } from "#server/context.ts";
import type { DiskFault } from "#server/domain/disk-fault.ts";

export interface ReplicaSign {
  replicaId: string;
  /** How long ago its agent was heard. */
  silentMs: number;
  /** Of its agent and all its workers; null when not measured yet. */
  cpuCores: number | null;
  memoryBytes: number | null;
  /** Null while its spool is written to disk. */
  diskFault: DiskFault | null;
}

export interface Renewed {
  /** False when another process has become this runner: the caller must hold nothing any more. */
  held: boolean;
  /** Replicas that were given up meanwhile: what they run may run elsewhere already. */
  lost: string[];
}

/** Renews the leases of a runner and of the replicas that it is connected with, on the database's clock. */
export async function renewLeases(
  { database: { sql } }: Pick<Context, "database">,
  { id, epoch }: { id: string; epoch: number },
  replicas: ReplicaSign[],
): Promise<Renewed> {
  const [row] = await sql<{ held: boolean; renewed: string[] }[]>`
    with mine as (
      update runners set heartbeat_at = now(), state = case when state = 'lost' then 'active' else state end
      where id = ${id} and epoch = ${epoch} returning id
    ), renewed as (
      update replicas r set heartbeat_at = now() - c.silent * interval '1 millisecond',
        cpu_cores = c.cpu, memory_bytes = c.memory, disk_fault = c.disk
      from jsonb_to_recordset(${JSON.stringify(
        replicas.map((sign) => ({
          id: sign.replicaId,
          silent: sign.silentMs,
          cpu: sign.cpuCores,
          memory: sign.memoryBytes,
          disk: sign.diskFault,
        })),
      )}::text::jsonb) as c(id uuid, silent float8, cpu float8, memory bigint, disk jsonb), mine
      where r.id = c.id and r.runner_id = mine.id and r.ended_at is null returning r.id
    )
    select exists (select from mine) as held, array(select id::text from renewed) as renewed`;
  for (const { channel, payload } of notifications([], ["runners"])) await sql.notify(channel, payload);
  const renewed = new Set(row?.renewed);
  const lost = replicas.map(({ replicaId }) => replicaId).filter((replicaId) => !renewed.has(replicaId));
  return { held: row?.held ?? false, lost };
}
