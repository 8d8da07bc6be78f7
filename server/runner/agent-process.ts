import { spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { closeSync, mkdirSync, openSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { removeStrayDoor } from "#server/process/door-folders.ts";
import type { ProcessIdentity } from "#server/process/process-entry.ts";
import { identify, readProcessTable, variableOf } from "#server/process/process-table.ts";
import { findReplicaGroup } from "#server/process/replica-group.ts";
import { signalProcess } from "#server/process/signal-process.ts";
import type { ReplicaSpec } from "#server/protocol/runner-agent.ts";

/** The variable that an agent and all that it starts carry. */
const REPLICA_VARIABLE = "CURFEW_REPLICA";

export interface AgentLauncher {
  /** Absolute folder of Curfew's own files. */
  root: string;
  /** CURFEW_HOME. */
  home: string;
  /** What an agent keeps at most of output that nobody takes. */
  spoolLimitBytes: number;
  /** Program and arguments that start an agent, without the spec's file. */
  command: [file: string, ...args: string[]];
}

/** A token that nobody can guess, and what the row keeps of it. */
export function createToken(): { token: string; tokenHash: string } {
  const token = randomBytes(32).toString("hex");
  return { token, tokenHash: hashToken(token) };
}

export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** Starts the agent of a replica in a session of its own: it outlives this process. Returns its pid. */
export function startAgent(launcher: AgentLauncher, folder: string, spec: ReplicaSpec): number {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const specFile = join(folder, "replica.json");
  writeFileSync(specFile, JSON.stringify(spec), { mode: 0o600 });
  const log = openSync(join(folder, "agent.log"), "a", 0o600);
  try {
    const [file, ...args] = launcher.command;
    const child = spawn(file, [...args, specFile], {
      cwd: launcher.root,
      detached: true,
      stdio: ["ignore", log, log],
      env: agentEnvironment(launcher, spec.replicaId),
    });
    // A program that can't be started has no pid; the error says why.
    child.on("error", () => {});
    child.unref();
    if (child.pid === undefined) throw new Error(`The agent's program can't be started: ${file}`);
    return child.pid;
  } finally {
    closeSync(log);
  }
}

function agentEnvironment({ root, home }: AgentLauncher, replicaId: string): NodeJS.ProcessEnv {
  const { DATABASE_URL: _database, NODE_EXTRA_CA_CERTS: _costs32Milliseconds, ...rest } = process.env;
  return { ...rest, CURFEW_ROOT: root, CURFEW_HOME: home, [REPLICA_VARIABLE]: replicaId };
}

/** True while this very agent lives: a pid alone may belong to another process by now. */
function isAgentAlive(pid: number, replicaId: string): boolean {
  const identity = identify(pid);
  return identity !== null && isRunning(identity) && variableOf(pid, REPLICA_VARIABLE) === replicaId;
}

function isRunning({ pid, startTime }: ProcessIdentity): boolean {
  return readProcessTable().some(
    (entry) => entry.pid === pid && entry.startTime === startTime && entry.state !== "Z",
  );
}

/** True while any process carries the replica's mark. */
function isAnyAlive(replicaId: string): boolean {
  return readProcessTable().some(
    ({ pid, state }) => state !== "Z" && variableOf(pid, REPLICA_VARIABLE) === replicaId,
  );
}

/**
 * SIGKILL to every process that carries the replica's mark or lives in its control group. True when there was none,
 * and the group is gone.
 */
function killStrays(replicaId: string, folder: string): boolean {
  const group = findReplicaGroup(replicaId, folder);
  const enclosed = new Set(group?.pids());
  const strays = readProcessTable().filter(
    ({ pid }) =>
      pid !== process.pid && (enclosed.has(pid) || variableOf(pid, REPLICA_VARIABLE) === replicaId),
  );
  for (const stray of strays) signalProcess(stray, "SIGKILL");
  return strays.length === 0 && (group?.remove() ?? true);
}

/** Nothing in it is needed once all its events are rows. */
function removeFolder(folder: string): void {
  removeStrayDoor(folder);
  rmSync(folder, { recursive: true, force: true });
}

/** What a runner asks of the processes and folders of agents that are gone. */
export const AGENT_PROCESSES = { isAgentAlive, isAnyAlive, killStrays, removeFolder };
export type AgentProcesses = Omit<typeof AGENT_PROCESSES, "isAnyAlive">;
