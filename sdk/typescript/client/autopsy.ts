/** What an attempt did right before a kill. */
export interface Autopsy {
  /** What was sent right after it. */
  signal: "SIGTERM" | "SIGKILL";
  at: string;
  tookMs: number;
  /** The line of its own code that had not returned; null when that is not known. */
  blockedAt: string | null;
  /** Why there are no stacks; null when there are. */
  noStacks: string | null;
  threads: {
    name: string;
    owner: "execution" | "neighbour" | "curfew" | "unknown";
    /** The innermost call first. */
    frames: { function: string; file: string; line: number | null; library: boolean }[];
    note: string | null;
  }[];
  processes: { pid: number; command: string; state: string; cpuSeconds: number; memoryBytes: number }[];
  lastLines: { at: string; stream: string; text: string }[];
}

export interface AttemptAutopsies {
  attempt: number;
  autopsies: Autopsy[];
  /** Why there is none although it did not end by itself; null when there is nothing to explain. */
  missing: string | null;
}
