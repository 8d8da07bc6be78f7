import type { Context } from "#server/context.ts";

/** When a runner that is not stopped last gave a sign, null when there is none, and what time it is by the same clock. */
export async function newestHeartbeat({
  database: { sql, now },
}: Pick<Context, "database">): Promise<{ at: Date | null; now: Date }> {
  const [row] = await sql<[{ at: Date | null; now: Date }]>`
    select max(heartbeat_at) as at, ${now()} as now from runners where state in ('active', 'stopping')`;
  return row;
}
