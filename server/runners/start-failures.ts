import { readNow } from "#db/client.ts";
import type { Context } from "#server/context.ts";
import { afterFailure, type StartFailures } from "#server/domain/start-failures.ts";
import { untilUndisputed } from "#server/executions/undisputed.ts";
import { announce } from "#server/webhooks/announce.ts";
import { announceService } from "./announce-service.ts";

type Deps = Pick<Context, "database">;

/** So many failures in a row are told to webhooks: one or two heal often by themselves. */
const TOLD_COUNT = 3;
const COLUMNS = "service_id, revision, count, error, since, failed_at, retry_at, ready_at";

/** By service; those that never failed are left out. */
export async function readStartFailures({
  database: { sql },
}: Deps): Promise<Map<string, StartFailures & { version: string }>> {
  const rows = await sql<(StartFailures & { version: string; serviceId: string })[]>`
    select service_id as "serviceId", xmin::text as version, revision, count, error, since, failed_at as "failedAt",
      retry_at as "retryAt", ready_at as "readyAt" from start_failures`;
  return new Map(rows.map(({ serviceId, ...failures }) => [serviceId, failures]));
}

/** A replica could not start, or ended unasked: the next one waits. Of failures at the same time each is counted. */
export function noteStartFailure(
  deps: Deps,
  serviceId: string,
  failure: Pick<StartFailures, "revision" | "error">,
): Promise<void> {
  return untilUndisputed(() => countFailure(deps, serviceId, failure));
}

/** Throws what `isDisputed` knows when another one was counted since the reading. */
async function countFailure(
  deps: Deps,
  serviceId: string,
  failure: Pick<StartFailures, "revision" | "error">,
): Promise<void> {
  const { sql } = deps.database;
  const [now, all] = await Promise.all([readNow(deps.database), readStartFailures(deps)]);
  const before = all.get(serviceId) ?? null;
  // What an older replica still does says nothing of the present revision.
  if (before && before.revision > failure.revision) return;
  const { revision, count, error, since, failedAt, retryAt } = afterFailure(before, failure, now);
  const facts = { actor: "runner", revision, count, error };
  const failing = { event: "service.failing" as const, at: now, serviceId, executionId: null, facts };
  const webhooks = announce(deps.database, count === TOLD_COUNT ? [failing] : []);
  await sql`
    with counted as (insert into start_failures (${sql.unsafe(COLUMNS)})
    values (${serviceId}, ${revision}, ${count}, ${error}, ${since}, ${failedAt}, ${retryAt}, null)
    on conflict (service_id) do update set revision = excluded.revision, count = excluded.count,
      error = excluded.error, since = excluded.since, failed_at = excluded.failed_at, retry_at = excluded.retry_at, ready_at = null
      where start_failures.xmin::text = ${before?.version ?? ""} returning service_id), ${webhooks.cte}
    select 1 / (select count(*) from counted), ${webhooks.tell}`;
  await announceService(sql, serviceId);
}

/** A replica of this revision has become ready. */
export async function noteStarted(deps: Deps, serviceId: string, revision: number): Promise<void> {
  const { sql } = deps.database;
  const rows = await sql`
    update start_failures set ready_at = ${deps.database.now()}
    where service_id = ${serviceId} and revision = ${revision} and ready_at is null returning service_id`;
  if (rows.length > 0) await announceService(sql, serviceId);
}
