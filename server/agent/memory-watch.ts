import type { Clock } from "../clock.ts";
import { isGone } from "../process/process-entry.ts";
import { ownBytesOf, readProcessTable, residentBytesOf } from "../process/process-table.ts";
import { indexChildren, membersOf, type WorkerMark } from "../process/survivors.ts";

const LOOK_MS = 1_000;
const MEBIBYTE = 1_048_576;

/** An attempt whose memory may be bounded. */
export interface BoundedRun {
  readonly mark: WorkerMark;
  /** MiB; null when it is not bounded, or need not be looked at now. */
  readonly memoryLimit: number | null;
  /** It holds so many MiB, which is more than it may. */
  onOverLimit(mebibytes: number): void;
}

/**
 * Looks every second at the memory of workers and of all that they started. Reads nothing while no run is bounded.
 * Resident memory is cheap to read, and counts what processes share in each of them: only where that is over a limit,
 * what they share is divided among them, and that decides. Returns how to stop it.
 */
export function watchMemory(clock: Clock, runs: () => Iterable<BoundedRun>): () => void {
  return clock.every(LOOK_MS, () => {
    const bounded = [...runs()].filter(({ memoryLimit }) => memoryLimit !== null);
    if (bounded.length === 0) return;
    const table = readProcessTable().filter((entry) => !isGone(entry));
    const children = indexChildren(table);
    for (const run of bounded) {
      const pids = membersOf(run.mark, table, children).map(({ pid }) => pid);
      const limit = (run.memoryLimit ?? 0) * MEBIBYTE;
      if (sum(pids.map(residentBytesOf)) <= limit) continue;
      const bytes = sum(pids.map(ownBytesOf));
      if (bytes > limit) run.onOverLimit(Math.ceil(bytes / MEBIBYTE));
    }
  });
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
