import { type ChildProcess, spawn } from "node:child_process";
import type { Socket } from "node:net";
import type { ControlGroup } from "./control-group.ts";
import type { ProcessIdentity } from "./process-entry.ts";
import { identify } from "./process-table.ts";
import { findProgram } from "./program-path.ts";

export interface SpawnOrder {
  /** Absolute file of the program. */
  file: string;
  args: string[];
  cwd: string;
  env: Record<string, string>;
  /** True: file descriptor 3 of the child is a duplex stream to this process. */
  control: boolean;
  /** Entered before the program runs. */
  enclosure: ControlGroup | null;
}

export interface SpawnedGroup {
  child: ChildProcess;
  /** The process itself; null when it can't be started. */
  leader: ProcessIdentity | null;
  /** Null when it was not asked for. */
  control: Socket | null;
}

/**
 * Starts a process in a session and group of its own; where the system can, the kernel kills it when this process
 * dies. Throws when the arguments can't be passed; else a failure comes as the child's `error` event.
 */
export function spawnGroup(order: SpawnOrder): SpawnedGroup {
  const [file = order.file, ...args] = [
    ...entering(order.enclosure),
    ...dieWithParent(),
    order.file,
    ...order.args,
  ];
  const child = spawn(file, args, {
    cwd: order.cwd,
    env: order.env as NodeJS.ProcessEnv,
    detached: true,
    stdio: order.control ? ["ignore", "pipe", "pipe", "pipe"] : ["ignore", "pipe", "pipe"],
  });
  const leader = child.pid === undefined ? null : identify(child.pid);
  return { child, leader, control: (child.stdio[3] as Socket | undefined) ?? null };
}

/** A shell that enters and then becomes the program: who enters later has left children outside. */
function entering(enclosure: ControlGroup | null): string[] {
  if (!enclosure) return [];
  return ["/bin/sh", "-c", '{ echo 0 > "$0"; } 2>/dev/null; exec "$@"', enclosure.door];
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
