import type { Context } from "#server/context.ts";

/** When a runner that is not stopped last gave a sign; null when there is none. */
export async function newestHeartbeat({ database }: Pick<Context, "database">): Promise<Date | null> {
  const [row] = await database.sql<{ at: Date | null }[]>`
    select max(heartbeat_at) as at from runners where state in ('active', 'stopping')`;
  return row?.at ?? null;
}
