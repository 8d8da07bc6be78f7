import type { Env } from "#server/env.ts";

/** The address that people are given. */
export function baseUrlOf(env: Pick<Env, "publicUrl" | "host" | "port">): string {
  if (env.publicUrl) return env.publicUrl;
  const everywhere = env.host === "0.0.0.0" || env.host === "::";
  const host = everywhere ? "127.0.0.1" : env.host;
  return `http://${host.includes(":") ? `[${host}]` : host}:${env.port}`;
}

/** Every origin under which this server is meant to be reached. */
export function trustedOrigins(env: Pick<Env, "publicUrl" | "host" | "port">): string[] {
  const loopback = ["localhost", "127.0.0.1", "[::1]"].map((host) => `http://${host}:${env.port}`);
  return [...new Set([new URL(baseUrlOf(env)).origin, ...loopback])];
}

/** False for a Host header that is not ours: some other name was made to point here (DNS rebinding). */
export function isOurHost(host: string | null, origins: string[]): boolean {
  return host !== null && origins.some((origin) => new URL(origin).host === host.toLowerCase());
}

/**
 * True when a browser says that the request comes from another site's page. Programs send neither header; they have
 * no cookie that a site could ride on.
 */
export function isCrossSite(headers: Headers, origins: string[]): boolean {
  const origin = headers.get("origin");
  if (origin !== null) return !origins.includes(origin);
  const site = headers.get("sec-fetch-site");
  return site !== null && site !== "same-origin" && site !== "none";
}
