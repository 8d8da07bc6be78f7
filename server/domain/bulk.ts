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
