import { join } from "node:path";
import type { Env } from "#server/env.ts";
import type { ChildSpec } from "./supervised-child.ts";

/** `dev`: from the sources, and anew when they change. */
export type Mode = "production" | "dev";

/**
 * Longer than proxies and clients keep an idle connection, which is 60 s for many: what closes first must not be the server, for a
 * request that is on its way then is answered by nothing.
 */
const KEEP_ALIVE_MS = 75_000;

export function webSpec(env: Env, databaseUrl: string, mode: Mode): ChildSpec {
  const next = join(env.root, "node_modules", "next", "dist", "bin", "next");
  const verb = mode === "dev" ? ["dev"] : ["start", "--keepAliveTimeout", String(KEEP_ALIVE_MS)];
  const args = [next, ...verb, "--port", String(env.port), "--hostname", env.host];
  return spec(env, databaseUrl, { name: "web", args, mode });
}

export function runnerSpec(env: Env, databaseUrl: string, mode: Mode): ChildSpec {
  const tsx = join(env.root, "node_modules", "tsx", "dist", "cli.mjs");
  const built = [join(env.root, "dist", "runner.mjs")];
  const watched = [tsx, "watch", "--clear-screen=false", join(env.root, "server", "runner", "main.ts")];
  return spec(env, databaseUrl, { name: "runner", args: mode === "dev" ? watched : built, mode });
}

interface Program {
  name: string;
  args: string[];
  mode: Mode;
}

function spec(env: Env, databaseUrl: string, { name, args, mode }: Program): ChildSpec {
  return {
    name,
    file: process.execPath,
    args: ["--enable-source-maps", "--import", join(env.root, "dist", "leash.mjs"), ...args],
    cwd: env.root,
    log: join(env.home, "logs", `${name}.log`),
    env: {
      ...withoutNpm(process.env),
      NODE_ENV: mode === "dev" ? "development" : "production",
      NEXT_TELEMETRY_DISABLED: "1",
      DATABASE_URL: databaseUrl,
      CURFEW_HOME: env.home,
      CURFEW_ROOT: env.root,
      PORT: String(env.port),
      HOST: env.host,
      LOG_LEVEL: env.logLevel,
      ...(env.publicUrl && { CURFEW_PUBLIC_URL: env.publicUrl }),
    },
  };
}

/** `npm start` tells its children much that no program of Curfew's asked for. */
function withoutNpm(source: NodeJS.ProcessEnv): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(source).filter(([name]) => !name.startsWith("npm_") && name !== "INIT_CWD"),
  );
}
