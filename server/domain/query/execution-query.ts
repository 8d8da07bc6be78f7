import { BULK_PARTS, type BulkPart } from "../bulk.ts";
import type { EndReason } from "../status.ts";
import { END_REASONS, EXECUTION_STATUSES } from "../status.ts";

/** `stopping` is the part of `in-progress` that was asked to stop. */
export const STATUS_FILTERS = [...EXECUTION_STATUSES, "stopping"] as const;
export type StatusFilter = (typeof STATUS_FILTERS)[number];

/**
 * What may be wrong with what runs: nobody can say what it does, it gives no sign of work, its deadline has passed, or it takes
 * longer than usual. With what has ended: nobody could prove that nothing of it is left.
 */
export const MARKS = ["lost", "stalled", "overdue", "slow", "unverified"] as const;
export type Mark = (typeof MARKS)[number];

/** The states in which something can be so marked. */
export const MARK_STATUSES: Record<Mark, readonly StatusFilter[]> = {
  lost: ["in-progress"],
  stalled: ["in-progress"],
  overdue: ["in-progress"],
  slow: ["in-progress"],
  unverified: ["failed", "terminated"],
};

export const MARK_MEANINGS: Record<Mark, string> = {
  lost: "runs, and nobody can say what it does",
  stalled: "runs, and gives no sign of work",
  overdue: "runs, and its deadline has passed",
  slow: "runs longer than 95 of 100 good runs of its function did",
  unverified: "has ended, and it is unproven that nothing of it is left",
};

export const SORTS = ["newest", "oldest", "longest", "deadline"] as const;
export type Sort = (typeof SORTS)[number];

export const SORT_WORDS: Record<Sort, string> = {
  newest: "Newest first",
  oldest: "Oldest first",
  longest: "Longest running first",
  deadline: "Nearest deadline first",
};

/** A label that is asked for: with one of these values, or with any when null. */
export interface LabelTerm {
  key: string;
  values: string[] | null;
}

/** Those that a bulk is about, all of them when `part` is null; typed as `<id>` or `<id>/<part>`. */
export interface BulkTerm {
  id: string;
  part: BulkPart | null;
}

const BULK_TERM = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?:\/([a-z]+))?$/;

/** Null when it is none. */
export function readBulkTerm(value: string): BulkTerm | null {
  const [, id, word] = value.match(BULK_TERM) ?? [];
  const part = BULK_PARTS.find((one) => one === word) ?? null;
  return id === undefined || (word !== undefined && part === null) ? null : { id, part };
}

/**
 * Which executions are meant, and in which order, as people type it. An empty list and a null restrict nothing; of a
 * list any one fits; all that is given must fit.
 */
export interface ExecutionQuery {
  services: string[];
  functions: string[];
  statuses: StatusFilter[];
  marks: Mark[];
  reasons: EndReason[];
  /** Hosts of the runners that they run on. */
  runners: string[];
  /** Who started them. */
  creators: string[];
  labels: LabelTerm[];
  ids: string[];
  /** Ids of the executions whose code started them. */
  parents: string[];
  /** Bulks that are about them, each as `readBulkTerm` reads it. */
  bulks: string[];
  /** Seconds since they were created: more than `older`, at most `newer`. */
  older: number | null;
  newer: number | null;
  /** Created at or after `from` and before `to`, in milliseconds since 1970. */
  from: number | null;
  to: number | null;
  /** Each must be found in it. */
  texts: string[];
  sort: Sort;
}

export const NO_QUERY: ExecutionQuery = {
  services: [],
  functions: [],
  statuses: [],
  marks: [],
  reasons: [],
  runners: [],
  creators: [],
  labels: [],
  ids: [],
  parents: [],
  bulks: [],
  older: null,
  newer: null,
  from: null,
  to: null,
  texts: [],
  sort: "newest",
};

/** Of a list, whose words may be these only; null: any. */
type Listed = { kind: "list"; field: ListField; allowed: readonly string[] | null };
type ListField =
  | "services"
  | "functions"
  | "statuses"
  | "marks"
  | "reasons"
  | "runners"
  | "creators"
  | "ids"
  | "parents"
  | "bulks";
export type Field =
  | Listed
  | { kind: "duration"; field: "older" | "newer" }
  | { kind: "time"; field: "from" | "to" }
  | { kind: "sort" };

/** The words before the colon, in the order in which they are printed. */
export const FIELDS: Record<string, Field> = {
  service: { kind: "list", field: "services", allowed: null },
  function: { kind: "list", field: "functions", allowed: null },
  status: { kind: "list", field: "statuses", allowed: STATUS_FILTERS },
  is: { kind: "list", field: "marks", allowed: MARKS },
  reason: { kind: "list", field: "reasons", allowed: END_REASONS },
  runner: { kind: "list", field: "runners", allowed: null },
  by: { kind: "list", field: "creators", allowed: null },
  id: { kind: "list", field: "ids", allowed: null },
  parent: { kind: "list", field: "parents", allowed: null },
  bulk: { kind: "list", field: "bulks", allowed: null },
  older: { kind: "duration", field: "older" },
  newer: { kind: "duration", field: "newer" },
  from: { kind: "time", field: "from" },
  to: { kind: "time", field: "to" },
  sort: { kind: "sort" },
};

/** What a word before the colon asks for, for completion. */
export const FIELD_MEANINGS: Record<string, string> = {
  service: "of this service",
  function: "of this function",
  status: "in this state",
  is: "with something wrong",
  reason: "ended for this reason",
  runner: "on this host",
  by: "started by",
  id: "with this id",
  parent: "started by the execution with this id",
  bulk: "that this bulk is about",
  older: "created longer ago than",
  newer: "created within the last",
  from: "created at or after, in your time zone",
  to: "created before, in your time zone",
  sort: "in this order",
};

/** Before the key of a label. */
export const LABEL_PREFIX = "label.";

export type Duration = { count: number; unit: "s" | "m" | "h" | "d" | "w" };
export const UNIT_SECONDS = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 } as const;
/** Ten years. */
export const MOST_SECONDS = 3_650 * 86_400;
