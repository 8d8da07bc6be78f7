import type { Database } from "#db/client.ts";

interface Placed {
  id: string;
  policy: unknown;
  runnerId: string | null;
  replicaId: string | null;
}

/** Places a further attempt where the first one ran, as a claim would. */
export async function placeAgain({ sql }: Database, placed: Placed, attempt: number): Promise<void> {
  const { id, policy, runnerId, replicaId } = placed;
  await sql`update executions set status = 'in-progress', not_before = null, policy = ${JSON.stringify(policy)}::text::jsonb, revision = 1,
    runner_id = ${runnerId}, replica_id = ${replicaId}, started_at = now(), deadline_at = now() where id = ${id}`;
  await sql`insert into attempts (execution_id, attempt, revision, runner_id, replica_id, policy, started_at, deadline_at)
    values (${id}, ${attempt}, 1, ${runnerId}, ${replicaId}, '{}', now(), now())`;
}
