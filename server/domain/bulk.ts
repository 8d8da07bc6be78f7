import { type ExecutionStatus, isTerminal } from "./status.ts";
import type { Stop, StopMode } from "./stop.ts";

/** What can be done to many executions at once. */
export const BULK_KINDS = ["terminate", "rerun", "extend", "label"] as const;
export type BulkKind = (typeof BULK_KINDS)[number];

/**
 * `draft` it is known whom it would touch, and nothing has been done · `running` it is carried on · `paused` until
 * somebody resumes it · `aborted` what was not reached is left alone · `done` everyone was reached.
 */
export const BULK_STATUSES = ["draft", "running", "paused", "aborted", "done"] as const;
export type BulkStatus = (typeof BULK_STATUSES)[number];

/** `waiting` not reached · `done` asked or changed · `skipped` there was nothing to do · `failed` it was refused. */
export const BULK_ITEM_STATES = ["waiting", "done", "skipped", "failed"] as const;
export type BulkItemState = (typeof BULK_ITEM_STATES)[number];

/** What a filter may ask of a bulk: where those stand that it is about, or the executions that a rerun has `started`. */
export const BULK_PARTS = [...BULK_ITEM_STATES, "started"] as const;
export type BulkPart = (typeof BULK_PARTS)[number];

/** Beyond so many, the count is typed before it begins. */
export const UNASKED_COUNT = 20;
/** More are too many to be looked at before it begins; stopping them all at once needs no count. */
export const MOST_FROZEN = 50_000;

/** The only changes of a bulk's status that people make. */
export const BULK_MOVES = {
  start: { from: ["draft"], to: "running" },
  pause: { from: ["running"], to: "paused" },
  resume: { from: ["paused"], to: "running" },
  abort: { from: ["running", "paused"], to: "aborted" },
} as const satisfies Record<string, { from: readonly BulkStatus[]; to: BulkStatus }>;
export type BulkMove = keyof typeof BULK_MOVES;

export function canMove(status: BulkStatus, move: BulkMove): boolean {
  return (BULK_MOVES[move].from as readonly BulkStatus[]).includes(status);
}

/**
 * What runs an execution, which decides what a stop of it does: a worker of its own, one that others run in too, or a
 * command.
 */
export const WORKER_KINDS = ["own", "shared", "command"] as const;
export type WorkerKind = (typeof WORKER_KINDS)[number];

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
    stop ? "It is stopping already: it is not run again." : STOP_PLANS[target.worker ?? "own"][mode],
  );
}

const ASKED = "It is asked to stop at its next checkpoint.";
const SAVES = "It goes on until it has saved, then stops.";
const ENDS_BY_ITSELF = "It gets SIGTERM at once, with time to end by itself.";

/** Signals end a shared worker with all that it runs: there `now` begins the reset of its replica. */
const STOP_PLANS: Record<WorkerKind, Record<StopMode, string>> = {
  own: { checkpoint: ASKED, save: SAVES, now: "It gets SIGTERM at once." },
  shared: {
    checkpoint: ASKED,
    save: SAVES,
    now: "The reset of its replica begins: what else runs there is waited for.",
  },
  command: { checkpoint: ENDS_BY_ITSELF, save: ENDS_BY_ITSELF, now: "It gets SIGTERM at once." },
};
