import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CurfewClient } from "../client/client.ts";
import { UsageFault } from "./input.ts";

export interface ConnectionOptions {
  url?: string;
}

/** The address and the key: from the options, the environment, or what Curfew keeps on this host. */
export function connect(options: ConnectionOptions, env: NodeJS.ProcessEnv, root: string): CurfewClient {
  const url = options.url ?? env.CURFEW_URL ?? `http://127.0.0.1:${env.PORT ?? 3000}`;
  return new CurfewClient({
    url,
    token: env.CURFEW_TOKEN ?? keptToken(env.CURFEW_HOME ?? join(root, ".curfew")),
  });
}

function keptToken(home: string): string {
  const file = join(home, "keys", "cli-token");
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    throw new UsageFault(
      `There is no API key: set CURFEW_TOKEN, or CURFEW_HOME to the folder of a Curfew that has been started (${file} is not there).`,
    );
  }
}
