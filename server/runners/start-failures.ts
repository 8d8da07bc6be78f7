import type { Context } from "#server/context.ts";
import { afterFailure, type StartFailures } from "#server/domain/start-failures.ts";
import { announceService } from "./announce-service.ts";

type Deps = Pick<Context, "database" | "clock">;

const COLUMNS = "service_id, revision, count, error, since, failed_at, retry_at, ready_at";

/** By service; those that never failed are left out. */
export async function readStartFailures({
  database: { sql },
}: Pick<Deps, "database">): Promise<Map<string, StartFailures>> {
  const rows = await sql<(StartFailures & { serviceId: string })[]>`
    select service_id as "serviceId", revision, count, error, since, failed_at as "failedAt", retry_at as "retryAt",
      ready_at as "readyAt" from start_failures`;
  return new Map(rows.map(({ serviceId, ...failures }) => [serviceId, failures]));
}

/** A replica could not start, or ended unasked: the next one waits. */
export async function noteStartFailure(
  deps: Deps,
  serviceId: string,
  failure: Pick<StartFailures, "revision" | "error">,
): Promise<void> {
  const { sql } = deps.database;
  const before = (await readStartFailures(deps)).get(serviceId) ?? null;
  // What an older replica still does says nothing of the present revision.
  if (before && before.revision > failure.revision) return;
  const { revision, count, error, since, failedAt, retryAt } = afterFailure(
    before,
    failure,
    deps.clock.now(),
  );
  await sql`
    insert into start_failures (${sql.unsafe(COLUMNS)})
    values (${serviceId}, ${revision}, ${count}, ${error}, ${since}, ${failedAt}, ${retryAt}, null)
    on conflict (service_id) do update set revision = excluded.revision, count = excluded.count,
      error = excluded.error, since = excluded.since, failed_at = excluded.failed_at, retry_at = excluded.retry_at, ready_at = null`;
  await announceService(sql, serviceId);
}

/** A replica of this revision has become ready. */
export async function noteStarted(deps: Deps, serviceId: string, revision: number): Promise<void> {
  const { sql } = deps.database;
  const rows = await sql`
    update start_failures set ready_at = ${deps.clock.now()}
    where service_id = ${serviceId} and revision = ${revision} and ready_at is null returning service_id`;
  if (rows.length > 0) await announceService(sql, serviceId);
}
