/** A process as the system lists it. */
export interface ProcessEntry extends ProcessIdentity {
  parent: number;
  /** Process group. */
  group: number;
  session: number;
  /** R, S, D, T, Z and so on, as `ps` shows it. */
  state: string;
  /** The short name that a process can give itself; 15 bytes at most on Linux. */
  name: string;
  /** Processor time used so far, in seconds. */
  cpuSeconds: number;
  /** That of children which have ended and were waited for; 0 where the system does not tell. */
  reapedCpuSeconds: number;
}

/** A pid alone may be given to another process later; with its start time it names one for ever. */
export interface ProcessIdentity {
  pid: number;
  /** In a unit of the system's own, rising; comparable on one machine since its boot. */
  startTime: number;
}

/** A zombie runs nothing and holds nothing but its entry: it waits for its parent to take note. */
export function isGone(entry: Pick<ProcessEntry, "state">): boolean {
  return entry.state === "Z" || entry.state === "X" || entry.state === "x";
}

export function isSameProcess(a: ProcessIdentity, b: ProcessIdentity): boolean {
  return a.pid === b.pid && a.startTime === b.startTime;
}
