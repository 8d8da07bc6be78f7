import { type ChildProcess, spawn } from "node:child_process";
import type { Socket } from "node:net";
import { findProgram } from "./program-path.ts";

export interface SpawnOrder {
  /** Absolute file of the program. */
  file: string;
  args: string[];
  cwd: string;
  env: Record<string, string>;
  /** True: file descriptor 3 of the child is a duplex stream to this process. */
  control: boolean;
}

export interface SpawnedGroup {
  child: ChildProcess;
  /** Null when it was not asked for. */
  control: Socket | null;
}

/**
 * Starts a process in a session and group of its own; where the system can, the kernel kills it when this process
 * dies. Throws when the arguments can't be passed; else a failure comes as the child's `error` event.
 */
export function spawnGroup(order: SpawnOrder): SpawnedGroup {
  const [file = order.file, ...args] = [...dieWithParent(), order.file, ...order.args];
  const child = spawn(file, args, {
    cwd: order.cwd,
    env: order.env as NodeJS.ProcessEnv,
    detached: true,
    stdio: order.control ? ["ignore", "pipe", "pipe", "pipe"] : ["ignore", "pipe", "pipe"],
  });
  return { child, control: (child.stdio[3] as Socket | undefined) ?? null };
}

let prefix: string[] | null = null;

/** `setpriv` becomes the program itself, so that pid and signals are the program's. It costs a millisecond. */
function dieWithParent(): string[] {
  if (prefix === null) {
    const setpriv = process.platform === "linux" ? findProgram("setpriv", "/", process.env.PATH) : null;
    prefix = setpriv ? [setpriv, "--pdeathsig", "KILL", "--"] : [];
  }
  return prefix;
}
