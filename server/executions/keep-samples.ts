import type { Database } from "#db/client.ts";
import { storableJson } from "#db/storable-json.ts";
import { thinningAt } from "#server/domain/samples.ts";
import type { ProgressRow, Samples, UsageRow } from "./plan-samples.ts";

type Sql = Database["sql"];

/**
 * Parts of the statement that writes what agents report; nothing where there is nothing to keep. Of attempts that are placed
 * elsewhere nothing is kept. The limits tell the planner how few rows these are.
 */
export function keepSamples(sql: Sql, { usage, progress }: Samples) {
  const reports = [...progress.values()];
  return sql`${usage.length > 0 ? keepUsage(sql, usage) : sql``}${
    reports.length > 0 ? keepProgress(sql, reports) : sql``
  }`;
}

function keepUsage(sql: Sql, rows: UsageRow[]) {
  return sql`, used as (
      insert into usage_samples
        (execution_id, attempt, slot, at, cpu_cores, memory_bytes, gpu_percent, gpu_memory_bytes)
      select c."executionId", c.attempt, c.slot, c.at, c."cpuCores", c."memoryBytes", c."gpuPercent", c."gpuMemoryBytes"
      from (select * from jsonb_to_recordset(${storableJson(rows)}::text::jsonb) as c(
        "executionId" uuid, attempt int, "replicaId" uuid, slot int, at timestamptz, "cpuCores" real,
        "memoryBytes" bigint, "gpuPercent" real, "gpuMemoryBytes" bigint) limit ${rows.length}) c
      join attempts a on a.execution_id = c."executionId" and a.attempt = c.attempt and a.replica_id = c."replicaId"
      on conflict do nothing
    )${thin(sql, "used", sql`usage_samples`, rows)}`;
}

/** The last report of a slot takes the place of the one before. */
function keepProgress(sql: Sql, rows: ProgressRow[]) {
  return sql`, reported as (
      insert into progress_samples (execution_id, attempt, slot, at, percent, metrics)
      select c."executionId", c.attempt, c.slot, c.at, c.percent, c.metrics
      from (select * from jsonb_to_recordset(${storableJson(rows)}::text::jsonb) as c(
        "executionId" uuid, attempt int, "replicaId" uuid, slot int, at timestamptz, percent real, metrics jsonb)
        limit ${rows.length}) c
      join attempts a on a.execution_id = c."executionId" and a.attempt = c.attempt and a.replica_id = c."replicaId"
      on conflict (execution_id, attempt, slot) do update
        set at = excluded.at, percent = excluded.percent, metrics = excluded.metrics
    )${thin(sql, "reported", sql`progress_samples`, rows)}`;
}

/** Rows that are written beside it stand on the steps that stay. */
function thin(sql: Sql, name: string, table: ReturnType<Sql>, rows: (UsageRow | ProgressRow)[]) {
  const due = rows.flatMap(({ slot, ...row }) => {
    const step = thinningAt(slot);
    return step === null ? [] : [{ ...row, step }];
  });
  if (due.length === 0) return sql``;
  return sql`, ${sql(`${name}_thinned`)} as (
      delete from ${table} t using (select * from jsonb_to_recordset(${JSON.stringify(due)}::text::jsonb) as c(
        "executionId" uuid, attempt int, "replicaId" uuid, step int) limit ${due.length}) c
      join attempts a on a.execution_id = c."executionId" and a.attempt = c.attempt and a.replica_id = c."replicaId"
      where t.execution_id = a.execution_id and t.attempt = a.attempt and t.slot % c.step <> 0
    )`;
}
