import { existsSync } from "node:fs";
import { pidsInProc, readOwnBytes, readResidentBytes, readStat, readVariable } from "./proc-files.ts";
import type { ProcessEntry, ProcessIdentity } from "./process-entry.ts";
import { listByPs, readByPs, readVariableByPs, residentBytesByPs } from "./ps-listing.ts";

const HAS_PROC = existsSync("/proc/self/stat");

/** All processes that this user may see, zombies too. */
export function readProcessTable(): ProcessEntry[] {
  if (!HAS_PROC) return listByPs();
  return pidsInProc().flatMap((pid) => readStat(pid) ?? []);
}

/** Null when there is no such process. */
export function readProcess(pid: number): ProcessEntry | null {
  return HAS_PROC ? readStat(pid) : readByPs(pid);
}

/** A variable of the environment that a process began with; null when it has none or may not be read. */
export function variableOf(pid: number, name: string): string | null {
  return HAS_PROC ? readVariable(pid, name) : readVariableByPs(pid, name);
}

/** Bytes of memory that a process holds; 0 when it is gone. */
export function residentBytesOf(pid: number): number {
  return HAS_PROC ? readResidentBytes(pid) : residentBytesByPs(pid);
}

/** The same, but what it shares with others is divided among them; as `residentBytesOf` where nobody can tell. */
export function ownBytesOf(pid: number): number {
  return (HAS_PROC ? readOwnBytes(pid) : null) ?? residentBytesOf(pid);
}

/** The identity of a process that lives or is a zombie; null when there is none. */
export function identify(pid: number): ProcessIdentity | null {
  const entry = readProcess(pid);
  return entry && { pid: entry.pid, startTime: entry.startTime };
}
