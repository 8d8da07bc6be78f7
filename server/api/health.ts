import type { Context } from "#server/context.ts";
import { livenessOf } from "#server/domain/liveness.ts";
import { newestHeartbeat } from "#server/runners/newest-heartbeat.ts";

/** A database that has not answered by then is as good as away. */
const PATIENCE_MS = 2_000;

export interface Health {
  /** `ok` when the database answers and a runner lives. */
  status: "ok" | "unhealthy";
  database: { ok: boolean; latencyMs: number | null };
  runner: { ok: boolean; newestHeartbeatAt: Date | null; ageMs: number | null };
  version: string;
}

export async function readHealth(
  ctx: Pick<Context, "database" | "clock">,
  version: string,
  patienceMs = PATIENCE_MS,
): Promise<Health> {
  const { clock } = ctx;
  const askedAt = clock.monotonic();
  const answer = await withinPatience(ctx, patienceMs);
  const database = answer
    ? { ok: true, latencyMs: Math.round((clock.monotonic() - askedAt) * 10) / 10 }
    : { ok: false, latencyMs: null };
  const at = answer?.heartbeatAt ?? null;
  const now = clock.now();
  const runner = {
    ok: at !== null && livenessOf(at, now) === "alive",
    newestHeartbeatAt: at,
    ageMs: at && Math.max(0, now.getTime() - at.getTime()),
  };
  return { status: database.ok && runner.ok ? "ok" : "unhealthy", database, runner, version };
}

/** Null when the database fails or takes too long. */
async function withinPatience(
  ctx: Pick<Context, "database" | "clock">,
  patienceMs: number,
): Promise<{ heartbeatAt: Date | null } | null> {
  const waiting = new AbortController();
  const read = newestHeartbeat(ctx).then(
    (heartbeatAt) => ({ heartbeatAt }),
    () => null,
  );
  const giveUp = ctx.clock.sleep(patienceMs, waiting.signal).then(
    () => null,
    () => null,
  );
  return await Promise.race([read, giveUp]).finally(() => waiting.abort());
}
