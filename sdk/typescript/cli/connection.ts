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
  const url = options.url ?? env.CURFEW_URL ?? `http://127.0.0.1:${env.PORT ?? 3000}`;
  return new CurfewClient({
    url,
    token: env.CURFEW_TOKEN ?? keptToken(env.CURFEW_HOME ?? home),
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
