import type { ExecutionStatus } from "#server/domain/status.ts";
import { STATES } from "./state.tsx";

/** The states that one can filter by, in the order of an execution's life. */
export const STATUS_FILTERS = [
  "created",
  "in-progress",
  "stopping",
  "success",
  "failed",
  "terminated",
] as const satisfies readonly (ExecutionStatus | "stopping")[];
export type StatusFilter = (typeof STATUS_FILTERS)[number];

export const TIME_RANGES = ["1h", "24h", "7d", "30d"] as const;
export type TimeRange = (typeof TIME_RANGES)[number];

const HOUR = 3_600_000;
export const RANGE_MS: Record<TimeRange, number> = {
  "1h": HOUR,
  "24h": 24 * HOUR,
  "7d": 168 * HOUR,
  "30d": 720 * HOUR,
};
export const RANGE_WORDS: Record<TimeRange, string> = {
  "1h": "Last hour",
  "24h": "Last 24 hours",
  "7d": "Last 7 days",
  "30d": "Last 30 days",
};

/** What the list is narrowed to; the URL says the same. */
export interface Filters {
  statuses: StatusFilter[];
  services: string[];
  /** By when it was created; null for any time. */
  range: TimeRange | null;
  text: string;
}

export const NO_FILTERS: Filters = { statuses: [], services: [], range: null, text: "" };

/** The filters that are set, one phrase each. */
export function filterWords(filters: Filters): string[] {
  const words = [
    ...filters.statuses.map((status) => STATES[status].word.toLowerCase()),
    ...filters.services.map((service) => `service ${service}`),
  ];
  if (filters.range) words.push(RANGE_WORDS[filters.range].toLowerCase());
  if (filters.text.trim()) words.push(`“${filters.text.trim()}”`);
  return words;
}

/** What `executions.list` and `executions.counts` take; `anchor` is the moment that a range ends at. */
export function toFilterInput(filters: Filters, anchor: number) {
  return {
    services: filters.services.length > 0 ? filters.services : undefined,
    from: filters.range ? new Date(anchor - RANGE_MS[filters.range]) : undefined,
    text: filters.text.trim() || undefined,
  };
}

/** A range is counted from a new moment when this much of it has passed: often enough to be true, seldom enough to rest. */
export function isAnchorOld(range: TimeRange | null, anchor: number, now: number): boolean {
  return range !== null && now - anchor > RANGE_MS[range] / 60;
}

/** The status filter after a click on `status`. */
export function toggled<T>(chosen: readonly T[], one: T): T[] {
  return chosen.includes(one) ? chosen.filter((other) => other !== one) : [...chosen, one];
}
