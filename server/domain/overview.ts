import { isOverdue } from "./deadline.ts";
import type { EndReason } from "./status.ts";
import type { ExecutionRow } from "./views.ts";

/** Why what runs wants to be looked at, the most urgent first. */
export const ATTENTION = ["lost", "stopping", "overdue", "stalled", "slow", "near-deadline"] as const;
export type Attention = (typeof ATTENTION)[number];

/** What lists as many as are counted; those near their deadline are the first of all that run. */
export const ATTENTION_FILTERS: Record<Attention, string> = {
  lost: "is:lost",
  stopping: "status:stopping",
  overdue: "is:overdue",
  stalled: "is:stalled",
  slow: "is:slow status:in-progress sort:longest",
  "near-deadline": "status:in-progress sort:deadline",
};

/** Less than this part of its time is left: its deadline is near. */
const NEAR = 0.1;

type Seen = Pick<ExecutionRow, "lost" | "stop" | "stalledAt" | "startedAt" | "deadlineAt">;

/**
 * All that holds, the most urgent first; what is lost or stopping already is only that. `p95Ms` is how long 95 of 100
 * good runs of the same function took at most; null when too few are known. Filters ask the same in SQL (`in-trouble.ts`).
 */
export function attentionOf(row: Seen, p95Ms: number | null, now: Date): Attention[] {
  const lost = row.lost || row.stop?.reason === "lost";
  const goesOn = !lost && !row.stop;
  const overdue = isOverdue(row, now);
  const holds: Record<Attention, boolean> = {
    lost,
    stopping: row.stop !== null,
    overdue: goesOn && overdue,
    stalled: goesOn && row.stalledAt !== null,
    slow: goesOn && isSlow(row, p95Ms, now),
    "near-deadline": goesOn && !overdue && isNearDeadline(row, now),
  };
  return ATTENTION.filter((why) => holds[why]);
}

function isNearDeadline({ startedAt, deadlineAt }: Seen, now: Date): boolean {
  if (!startedAt || !deadlineAt) return false;
  return deadlineAt.getTime() - now.getTime() < NEAR * (deadlineAt.getTime() - startedAt.getTime());
}

/** True for what runs longer than 95 of 100 good runs of the same function did. */
export function isSlow({ startedAt }: Pick<Seen, "startedAt">, p95Ms: number | null, now: Date): boolean {
  return p95Ms !== null && startedAt !== null && now.getTime() - startedAt.getTime() > p95Ms;
}

/** How long good runs of a function took. */
export interface TypicalDuration {
  serviceId: string;
  functionName: string;
  /** Good runs that this was learnt from. */
  runs: number;
  p50Ms: number;
  p95Ms: number;
}

/** Fewer good runs than this say nothing of what is usual. */
export const ENOUGH_RUNS = 5;

/** What has run longest is what wants a look: beyond so many, the rest is only counted. */
export const MOST_LOOKED_AT = 1_000;
/** Of each kind so many notices are told, the newest. */
export const MOST_NOTICES = 20;

export interface SituationRow {
  execution: ExecutionRow;
  /** All that holds, the most urgent first; never empty. */
  why: Attention[];
  /** Null when too few good runs are known. */
  p95Ms: number | null;
}

/** What one service does now. */
export interface ServiceLoad {
  name: string;
  running: number;
  stopping: number;
  waiting: number;
  /** More wait than were counted. */
  moreWait: boolean;
  /** When the one that has waited longest was created; null when none waits. */
  waitingSince: Date | null;
  paused: boolean;
  /** Executions that its ready replicas, as far as they answer, can run at a time, and how many of these they run. */
  slots: number;
  used: number;
}

/** What wants a look beside what runs. */
export const NOTICES = ["runner-lost", "disk-fault", "crash-loop", "start-failure", "paused"] as const;
export type NoticeKind = (typeof NOTICES)[number];

export interface Notice {
  kind: NoticeKind;
  /** Null of a runner. */
  serviceName: string | null;
  /** The runner that is lost, or whose disk it is. */
  runnerId: string | null;
  host: string | null;
  /** Since the last sign of a runner, the first failure, the pause. */
  since: Date;
  /** How often in a row; null where nothing is counted. */
  count: number | null;
  /** The last error, the disk's, or who paused it. */
  detail: string;
}

/** How everything stands at this moment. */
export interface Situation {
  running: number;
  stopping: number;
  waiting: number;
  /** More wait than were counted. */
  moreWait: boolean;
  /** Of what runs, how many want a look, by why; one may count for several. */
  attention: Record<Attention, number>;
  /** The worst of them; at most 50. */
  rows: SituationRow[];
  /** Runners, disks and services that want a look; at most `MOST_NOTICES` of a kind. */
  notices: Notice[];
  /** Of some kind there are more. */
  moreNotices: boolean;
  /** Those that run, stop or wait, the busiest first. */
  services: ServiceLoad[];
  runners: { active: number; lost: number };
  /** False when more run than were looked at: then `attention` counts only the oldest of them. */
  complete: boolean;
}

/** How executions ended in one hour. */
export interface OutcomeHour {
  /** Its first moment. */
  from: Date;
  success: number;
  failed: number;
  /** The part of `failed` whose time was up. */
  timeout: number;
  terminated: number;
}

/** Work that was thrown away, of one service for one reason. */
export interface Waste {
  serviceName: string;
  reason: EndReason;
  attempts: number;
  /** Milliseconds. */
  wastedMs: number;
  /** The part of `attempts` that were timed out with 95 % done or more, and what that wasted. */
  nearTheEnd: number;
  nearTheEndMs: number;
  /** The executions that lost most of it; at most 20. */
  executionIds: string[];
}

/** What happened in the last hours. */
export interface History {
  from: Date;
  hours: OutcomeHour[];
  waste: Waste[];
}
