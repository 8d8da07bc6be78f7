import { percentile } from "./percentile.ts";

/** The stretches of time that statistics are made for, in hours. */
export const STATISTIC_HOURS = [24, 168] as const;
export type StatisticHours = (typeof STATISTIC_HOURS)[number];

/** Executions that were created in a stretch of time, by how they stand. */
export interface StatisticBar {
  from: Date;
  to: Date;
  success: number;
  failed: number;
  terminated: number;
  /** Waiting or running. */
  live: number;
  /** More were created than were looked at: the newest of them stand for all. */
  more: boolean;
}

/** How often something took so long: from `fromMs` up to `toMs`, null for whatever is longer. */
export interface DurationBucket {
  fromMs: number;
  toMs: number | null;
  count: number;
}

export interface DurationStatistics {
  /** How many it is made of. */
  count: number;
  p50Ms: number;
  p95Ms: number;
  longestMs: number;
  buckets: DurationBucket[];
}

/** How many executions waited and how many ran at a moment. What is between two attempts waits. */
export interface QueueDepth {
  at: Date;
  waiting: number;
  running: number;
  /** More waited or ran than were counted: either may be higher. */
  more: boolean;
}

/** How a service has done lately, and what waits. */
export interface ServiceStatistics {
  from: Date;
  to: Date;
  bars: StatisticBar[];
  /** Of those that ended by themselves or by a limit, the part that succeeded, 0 to 1; null when none did. */
  successRate: number | null;
  /** Good runs, from their last start to their end; null when there are none. */
  durations: DurationStatistics | null;
  /** From creation to the first start of those that began at once, that is without another attempt; null when none did. */
  waits: DurationStatistics | null;
  queue: {
    waiting: number;
    /** More wait than were counted. */
    more: boolean;
    /** The one that was created first; null when none waits. */
    oldest: { id: string; createdAt: Date } | null;
  };
  /** At the end of each bar, the last one at `to`. Drills wait and run too. */
  queueDepth: QueueDepth[];
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const EDGES = [
  ...[0, 10, 50, 100, 250, 500],
  ...[1, 2, 5, 10, 20, 30].map((seconds) => seconds * SECOND),
  ...[1, 2, 5, 10, 20, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 4, 8, 12, 24, 48, 168].map((hours) => hours * HOUR),
];

/** Null when there are none. Milliseconds, in any order. */
export function durationStatistics(durations: readonly number[]): DurationStatistics | null {
  const sorted = durations.map((ms) => Math.max(0, ms)).sort((one, other) => one - other);
  const p50Ms = percentile(sorted, 50);
  const p95Ms = percentile(sorted, 95);
  const longestMs = sorted.at(-1);
  if (p50Ms === null || p95Ms === null || longestMs === undefined) return null;
  return { count: sorted.length, p50Ms, p95Ms, longestMs, buckets: bucketsOf(sorted) };
}

/** From the first that holds one to the last that does. */
function bucketsOf(sorted: number[]): DurationBucket[] {
  const all = EDGES.map((fromMs, place): DurationBucket => {
    const toMs = EDGES[place + 1] ?? null;
    return {
      fromMs,
      toMs,
      count: sorted.filter((ms) => ms >= fromMs && (toMs === null || ms < toMs)).length,
    };
  });
  const first = all.findIndex(({ count }) => count > 0);
  const last = all.findLastIndex(({ count }) => count > 0);
  return all.slice(first, last + 1);
}

/** Null when nothing ended that could have succeeded; what people terminate is no failure. */
export function successRate(bars: Pick<StatisticBar, "success" | "failed">[]): number | null {
  const success = bars.reduce((sum, bar) => sum + bar.success, 0);
  const all = bars.reduce((sum, bar) => sum + bar.success + bar.failed, 0);
  return all === 0 ? null : success / all;
}
