import type postgres from "postgres";
import type { Database } from "#db/client.ts";
import { storableJson } from "#db/storable-json.ts";
import { CRASH_LOOP } from "#server/domain/crash-streak.ts";
import type { Changes } from "./changes.ts";

/** `, name as (…)` for the statement that writes changes; empty where nothing crashed and no streak ends. */
export function keepCrashes(
  { sql, now }: Database,
  crashes: Changes["crashes"],
): postgres.PendingQuery<postgres.Row[]> {
  if (crashes.size === 0) return sql``;
  const over = [...crashes].flatMap(([serviceId, crash]) => (crash ? [] : [serviceId]));
  const rows = [...crashes].flatMap(([serviceId, crash]) =>
    crash
      ? [
          {
            service_id: serviceId,
            execution_id: crash.executionId,
            attempt: crash.attempt,
            error: crash.error,
          },
        ]
      : [],
  );
  // What an older replica still does says nothing of a newer revision.
  return sql`, crashed as (
      insert into crash_streaks as s (service_id, revision, count, error, execution_id, since, crashed_at)
      select c.service_id, a.revision, 1, c.error, c.execution_id, ${now()}, ${now()}
      from (select * from jsonb_to_recordset(${storableJson(rows)}::text::jsonb) as c(
        service_id uuid, execution_id uuid, attempt int, error text) limit ${rows.length}) c
      join attempts a on a.execution_id = c.execution_id and a.attempt = c.attempt
      order by c.service_id
      on conflict (service_id) do update set revision = excluded.revision, error = excluded.error,
        execution_id = excluded.execution_id, crashed_at = excluded.crashed_at,
        count = case when s.revision = excluded.revision then s.count else 0 end + 1,
        since = case when s.revision = excluded.revision then s.since else excluded.since end
      where excluded.revision >= s.revision returning service_id, revision, count, error, execution_id
    ), recovered as (
      delete from crash_streaks where service_id = any(${over}::uuid[])
    )`;
}

/** `union all select …` for what webhooks are told: the crash that makes it a loop. */
export function announcedCrashes({ sql, now }: Database, crashes: Changes["crashes"]) {
  if (crashes.size === 0) return sql``;
  return sql`union all select 'service.crash_looping', ${now()}, service_id, null,
    jsonb_build_object('actor', 'agent', 'revision', revision, 'count', count, 'error', error, 'lastExecutionId', execution_id)
    from crashed where count = ${CRASH_LOOP}`;
}
