import { isGone, type ProcessIdentity } from "./process-entry.ts";
import { readProcess } from "./process-table.ts";

/**
 * Signals the group that `leader` made. False when nobody is left in it. A pid of a leader that is gone can't be
 * given to another process while the group has members; when it was given, the group is not ours and is left alone.
 */
export function signalGroup(leader: ProcessIdentity, signal: NodeJS.Signals): boolean {
  const present = readProcess(leader.pid);
  if (present && present.startTime !== leader.startTime) return false;
  return send(-leader.pid, signal);
}

/** Signals this one process. False when it is gone, also when its pid is another's now. A real-time signal has a number alone. */
export function signalProcess(target: ProcessIdentity, signal: NodeJS.Signals | number): boolean {
  const present = readProcess(target.pid);
  if (!present || present.startTime !== target.startTime || isGone(present)) return false;
  return send(target.pid, signal);
}

/** "Already gone" is an answer, and so is "not yours" of a process that changed its user. */
function send(target: number, signal: NodeJS.Signals | number): boolean {
  try {
    return process.kill(target, signal);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ESRCH" || code === "EPERM") return false;
    throw error;
  }
}
