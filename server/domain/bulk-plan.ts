import type { BulkKind } from "./bulk.ts";
import { type ExecutionStatus, isTerminal } from "./status.ts";
import type { Stop, StopMode } from "./stop.ts";
import { MODE_EFFECTS, type WorkerKind } from "./stop-modes.ts";

export interface BulkTarget {
  status: ExecutionStatus;
  stop: Pick<Stop, "final"> | null;
  /** Null while it does not run. */
  worker: WorkerKind | null;
}

export interface BulkPlan {
  /** False when it would be left alone. */
  reached: boolean;
  words: string;
}

const leave = (words: string): BulkPlan => ({ reached: false, words });
const reach = (words: string): BulkPlan => ({ reached: true, words });

/** What a bulk would do to an execution as it is now, in one sentence; `mode` is that of `terminate`. */
export function bulkPlan(kind: BulkKind, target: BulkTarget, mode: StopMode = "checkpoint"): BulkPlan {
  const { status, stop } = target;
  if (kind === "label") return reach("Its labels are changed.");
  if (kind === "rerun") {
    return isTerminal(status)
      ? reach("A new execution with its input is started.")
      : leave("It has not ended: it is left alone.");
  }
  if (isTerminal(status)) return leave("It has ended: it is left alone.");
  if (kind === "extend") {
    if (status === "created") return leave("It has not started, so it has no deadline: it is left alone.");
    return stop
      ? leave("It is stopping: it is left alone.")
      : reach("Its agent is asked to move its deadline.");
  }
  if (status === "created") return reach("It waits: it ends at once.");
  if (stop?.final) return leave("It was asked to stop already.");
  return reach(
    stop ? "It is stopping already: it is not run again." : MODE_EFFECTS[target.worker ?? "own"][mode].one,
  );
}
