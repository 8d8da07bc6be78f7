import type postgres from "postgres";
import type { Database } from "#db/client.ts";
import { storableJson } from "#db/storable-json.ts";
import type { LateRow } from "./changes.ts";

/** `, name as (…)` for the statement that writes changes; empty where nothing came late. Only who ran it may speak of it. */
export function keepLateResults(
  { sql }: Database,
  results: LateRow[],
): postgres.PendingQuery<postgres.Row[]> {
  if (results.length === 0) return sql``;
  const rows = results.map(({ executionId, replicaId, ...rest }) => ({
    execution_id: executionId,
    replica_id: replicaId,
    ...rest,
  }));
  return sql`, kept_late as (
      insert into late_results (execution_id, attempt, at, output, error)
      select c.execution_id, c.attempt, c.at, c.output, c.error
      from (select * from jsonb_to_recordset(${storableJson(rows)}::text::jsonb) as c(
        execution_id uuid, attempt int, replica_id uuid, at timestamptz, output jsonb, error jsonb)
        limit ${rows.length}) c
      join attempts a on a.execution_id = c.execution_id and a.attempt = c.attempt
        and a.replica_id = coalesce(c.replica_id, a.replica_id)
      on conflict do nothing
    )`;
}
