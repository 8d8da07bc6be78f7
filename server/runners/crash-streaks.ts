import type { Context } from "#server/context.ts";
import type { CrashStreak } from "#server/domain/crash-streak.ts";

/** By service; those whose last run did not crash are left out. */
export async function readCrashStreaks({
  database: { sql },
}: Pick<Context, "database">): Promise<Map<string, CrashStreak>> {
  const rows = await sql<(CrashStreak & { serviceId: string })[]>`
    select service_id as "serviceId", revision, count, error, execution_id as "executionId", since,
      crashed_at as "crashedAt" from crash_streaks`;
  return new Map(rows.map(({ serviceId, ...streak }) => [serviceId, streak]));
}
