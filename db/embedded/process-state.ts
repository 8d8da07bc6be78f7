import { readFileSync } from "node:fs";

/** True while a process with this id runs. A zombie does not: under a PID 1 that does not reap it stays for good. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  const stat = readProc(pid, "stat");
  return stat === null || stat.charAt(stat.lastIndexOf(")") + 2) !== "Z";
}

/** True when the process's command line names `word`; also where the system does not tell. */
export function commandNames(pid: number, word: string): boolean {
  const line = readProc(pid, "cmdline");
  return line === null || line.split("\0").includes(word);
}

function readProc(pid: number, file: "stat" | "cmdline"): string | null {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return null;
  }
}

/** When the process started, in the system's own ticks: with the id it names one process for good. Null where unknown. */
export function startTime(pid: number): string | null {
  const stat = readProc(pid, "stat");
  return stat?.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
}
