import { delimiter, join, resolve } from "node:path";
import type { ControlGroup } from "../../process/control-group.ts";
import { WORKER_VARIABLE } from "../../process/survivors.ts";
import type { ReplicaSpec } from "../../protocol/runner-agent.ts";

/** Where an agent finds things. */
export interface AgentPaths {
  /** Absolute folder of Curfew's own files. */
  root: string;
  /** Absolute folder of this replica: its spool and scratch files. */
  replicaFolder: string;
  /** Names this very agent: no other, not even one of the same replica before or after it, has it. */
  agentNonce: string;
  /** Holds the control groups of the workers; null where the system lets this user make none. */
  controlGroup: ControlGroup | null;
  /** The agent's own environment. */
  env: Record<string, string | undefined>;
}

/** The variable that all processes of a replica carry, and the one of all that this agent has started. */
export const REPLICA_VARIABLE = "CURFEW_REPLICA";
export const AGENT_VARIABLE = "CURFEW_AGENT";

/** What is Curfew's or its keeper's and no business of user code; the CA file costs each Node start 32 ms. */
const WITHHELD =
  /^(CURFEW_.*|DATABASE_URL|TEST_DATABASE_URL|PG[A-Z]+|.*AUTH_SECRET|NODE_EXTRA_CA_CERTS|NODE_OPTIONS|NODE_CHANNEL_.*|VITEST.*|npm_.*)$/;

/** The environment of a process of this replica: the agent's, less its secrets, with the service's on top. */
export function workerEnvironment(
  spec: ReplicaSpec,
  paths: AgentPaths,
  nonce: string,
): Record<string, string> {
  const inherited = Object.entries(paths.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !WITHHELD.test(entry[0]),
  );
  return {
    ...Object.fromEntries(inherited),
    ...spec.program.env,
    CURFEW_ROOT: paths.root,
    ...(paths.env.CURFEW_HOME && { CURFEW_HOME: paths.env.CURFEW_HOME }),
    CURFEW_SERVICE: spec.serviceName,
    [REPLICA_VARIABLE]: spec.replicaId,
    [AGENT_VARIABLE]: paths.agentNonce,
    [WORKER_VARIABLE]: nonce,
  };
}

/** The environment of a host that loads a service class. */
export function hostEnvironment(spec: ReplicaSpec, paths: AgentPaths, nonce: string): Record<string, string> {
  const { program } = spec;
  if (program.runtime === "command") throw new Error("A command has no host");
  const env = workerEnvironment(spec, paths, nonce);
  const path = [join(paths.root, "sdk", "python"), env.PYTHONPATH].filter(Boolean).join(delimiter);
  return {
    ...env,
    ...(program.runtime === "python" ? { PYTHONPATH: path } : {}),
    CURFEW_ENTRY: resolve(program.directory, program.entry),
    CURFEW_CLASS: program.className,
    CURFEW_ISOLATION: spec.isolation,
  };
}
