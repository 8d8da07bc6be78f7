import type { Clock } from "#server/clock.ts";
import type { Env } from "#server/env.ts";

/** Where a browser on this machine, or by CURFEW_PUBLIC_URL anywhere, finds Curfew. */
export function browserAddress(env: Env): string {
  return env.publicUrl ?? localAddress(env);
}

/** Resolves once the web server answers; false when `signal` is aborted first. */
export async function webAnswers(env: Env, clock: Clock, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted) {
    try {
      await fetch(`${localAddress(env)}/api/health`, {
        signal: AbortSignal.any([signal, AbortSignal.timeout(5_000)]),
      });
      return true;
    } catch {
      await clock.sleep(50, signal).catch(() => {});
    }
  }
  return false;
}

function localAddress(env: Env): string {
  const everywhere = env.host === "0.0.0.0" || env.host === "::";
  const host = everywhere ? "127.0.0.1" : env.host.includes(":") ? `[${env.host}]` : env.host;
  return `http://${host}:${env.port}`;
}
