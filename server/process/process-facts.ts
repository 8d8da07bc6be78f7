import { readdirSync, readFileSync } from "node:fs";
import { uptime } from "node:os";
import type { ProcessFacts, SystemThread } from "../domain/autopsy.ts";
import { parseStat } from "./proc-files.ts";
import type { ProcessEntry } from "./process-entry.ts";
import { residentBytesOf } from "./process-table.ts";
import { systemCallOf } from "./system-calls.ts";

const MOST_THREADS = 16;
/** As /proc/<pid>/stat counts. */
const TICKS_PER_SECOND = 100;

/** What the system tells of a process; with `threads` also of each of its threads. Where there is no /proc, less. */
export function readProcessFacts(entry: ProcessEntry, threads: boolean): ProcessFacts {
  const { pid, parent, state, cpuSeconds, startTime } = entry;
  const tasks = listTasks(pid);
  return {
    pid,
    parent,
    command: readText(`/proc/${pid}/cmdline`).split("\0").join(" ").trim() || entry.name,
    state,
    cpuSeconds,
    ageSeconds: tasks ? Math.max(0, Math.round(uptime() - startTime / TICKS_PER_SECOND)) : null,
    memoryBytes: residentBytesOf(pid),
    threadCount: tasks?.length ?? null,
    threads: threads ? (tasks ?? []).slice(0, MOST_THREADS).flatMap((task) => readThread(pid, task)) : [],
  };
}

/** Ids of its threads, that of the main thread first; null where nobody can say. */
function listTasks(pid: number): number[] | null {
  try {
    return readdirSync(`/proc/${pid}/task`)
      .map(Number)
      .sort((a, b) => a - b);
  } catch {
    return null;
  }
}

function readThread(pid: number, task: number): SystemThread[] {
  const folder = `/proc/${pid}/task/${task}`;
  const stat = readText(`${folder}/stat`);
  if (!stat) return [];
  const { name, state, cpuSeconds } = parseStat(stat);
  return [{ name, state, cpuSeconds, waitsIn: state === "R" ? null : waitsIn(folder) }];
}

/** A user may be forbidden to know either. */
function waitsIn(folder: string): string | null {
  const call = systemCallOf(readText(`${folder}/syscall`));
  const place = readText(`${folder}/wchan`).trim();
  const kernel = place === "" || place === "0" ? null : place;
  return call && kernel ? `${call} (${kernel})` : (call ?? kernel);
}

function readText(file: string): string {
  try {
    return readFileSync(file, "latin1");
  } catch {
    return "";
  }
}
