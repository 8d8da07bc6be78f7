import { CurfewApiError, type CurfewClient, type NewService } from "../client/client.ts";
import type { Service } from "../client/types.ts";

export interface OneOffPolicy {
  /** Seconds. */
  timeout: number;
  /** Seconds. */
  grace: number;
}

/** Begins in the asked folder and becomes the command, so that signals and the exit code are the command's own. */
const ARGV = [
  ...["/bin/sh", "-c", 'cd -- "$1" && shift && exec "$@"', "curfew-run"],
  ...["{input.directory}", "{input.argv...}"],
];
const CONCURRENCY = 16;

/** The name of a service that runs any command under this policy; made at the first use. */
export async function oneOffService(client: CurfewClient, policy: OneOffPolicy): Promise<string> {
  const name = `run-${policy.timeout}s-${policy.grace}s`;
  const found = await existing(client, name);
  if (found) return found;
  try {
    await client.services.create({ name, ...configOf(policy) });
    return name;
  } catch (error) {
    // Somebody else's first use was faster.
    if (error instanceof CurfewApiError && error.status === 409)
      return (await existing(client, name)) ?? name;
    throw error;
  }
}

async function existing(client: CurfewClient, name: string): Promise<string | null> {
  try {
    refuseAnother(await client.services.get(name));
    return name;
  } catch (error) {
    if (error instanceof CurfewApiError && error.status === 404) return null;
    throw error;
  }
}

function refuseAnother({ name, config }: Service): void {
  const { argv } = config.program as { argv?: string[] };
  if (JSON.stringify(argv) === JSON.stringify(ARGV)) return;
  throw new CurfewApiError(`There is a service ${name} which runs something else: rename or change it.`, 409);
}

function configOf({ timeout, grace }: OneOffPolicy): Omit<NewService, "name"> {
  const inputSchema = {
    type: "object",
    additionalProperties: false,
    required: ["directory", "argv"],
    properties: {
      directory: { type: "string", title: "Folder", description: "On the runner's host.", minLength: 1 },
      argv: { type: "array", title: "Command", items: { type: "string" }, minItems: 1 },
    },
  };
  return {
    description: `Any command, for at most ${timeout} s, as \`curfew run\` starts it.`,
    program: {
      runtime: "command",
      argv: ARGV,
      directory: "/",
      functions: { run: { description: "Runs one command.", inputSchema } },
    },
    policy: { executionTimeout: timeout, gracePeriod: 0, killWait: grace, maxAttempts: 1, onReset: "failed" },
    placement: { concurrency: CONCURRENCY },
  };
}
