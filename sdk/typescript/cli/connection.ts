import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CurfewClient } from "../client/client.ts";
import { UsageFault } from "./input.ts";

/** There is nothing to prove oneself with. */
export class NoKey extends UsageFault {}

export interface ConnectionOptions {
  url?: string;
}

/** The address and the key: from the options, the environment, or what Curfew keeps on this host. */
export function connect(
  options: ConnectionOptions,
  env: NodeJS.ProcessEnv,
  home: string | null,
): CurfewClient {
  return clientOf(options, env, env.CURFEW_TOKEN ?? keptToken(env.CURFEW_HOME ?? home));
}

/** For what needs no key. */
export function connectWithoutKey(options: ConnectionOptions, env: NodeJS.ProcessEnv): CurfewClient {
  return clientOf(options, env, "");
}

function clientOf(options: ConnectionOptions, env: NodeJS.ProcessEnv, token: string): CurfewClient {
  return new CurfewClient({
    url: options.url ?? env.CURFEW_URL ?? `http://127.0.0.1:${env.PORT ?? 3000}`,
    token,
  });
}

function keptToken(home: string | null): string {
  if (home === null) throw new NoKey("There is no API key: set CURFEW_TOKEN.");
  const file = join(home, "keys", "cli-token");
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    throw new NoKey(
      `There is no API key: set CURFEW_TOKEN, or CURFEW_HOME to the folder of a Curfew that has been started (${file} is not there).`,
    );
  }
}
