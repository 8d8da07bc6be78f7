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
  const runner = runnerHealth(answer);
  return { status: database.ok && runner.ok ? "ok" : "unhealthy", database, runner, version };
}

function runnerHealth(answer: Heard | null): Health["runner"] {
  if (!answer?.at) return { ok: false, newestHeartbeatAt: null, ageMs: null };
  const { at, now } = answer;
  return {
    ok: livenessOf(at, now) === "alive",
    newestHeartbeatAt: at,
    ageMs: Math.max(0, now.getTime() - at.getTime()),
  };
}

type Heard = Awaited<ReturnType<typeof newestHeartbeat>>;

/** Null when the database fails or takes too long. */
async function withinPatience(
  ctx: Pick<Context, "database" | "clock">,
  patienceMs: number,
): Promise<Heard | null> {
  const waiting = new AbortController();
  const read = newestHeartbeat(ctx).catch(() => null);
  const giveUp = ctx.clock.sleep(patienceMs, waiting.signal).then(
    () => null,
    () => null,
  );
  return await Promise.race([read, giveUp]).finally(() => waiting.abort());
}
