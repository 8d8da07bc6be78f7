import { type ExecutionStatus, isTerminal } from "./status.ts";
import type { Stop } from "./stop.ts";

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

interface Target {
  status: ExecutionStatus;
  stop: Stop | null;
}

/** What a bulk would do to an execution as it is now, in one sentence; `reached` is false when it would leave it alone. */
export function bulkPlan(kind: BulkKind, { status, stop }: Target): { reached: boolean; words: string } {
  const leave = (words: string) => ({ reached: false, words });
  const reach = (words: string) => ({ reached: true, words });
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
  return stop?.final ? leave("It was asked to stop already.") : reach("It is asked to stop.");
}
