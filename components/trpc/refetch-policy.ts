import type { Query } from "@tanstack/react-query";
import type { BulkRow } from "#server/domain/bulk-views.ts";
import type { DrillView } from "#server/domain/drill.ts";
import type { Situation } from "#server/domain/overview.ts";
import type { RunnerView } from "#server/domain/runner-views.ts";
import type { AttemptSamples } from "#server/domain/sample-views.ts";
import { isTerminal } from "#server/domain/status.ts";
import type { ExecutionCounts, ExecutionRow, LogPage, ServiceRow } from "#server/domain/views.ts";
import type { ApiError } from "./types.ts";

/** Milliseconds between two reads of what is moving, and of what rests. */
export const LIVE_MS = 2_000;
export const IDLE_MS = 10_000;

type Row = Pick<ExecutionRow, "status">;
type Pages<T> = T | { pages: T[] };

const MOVING: Record<string, (data: never) => boolean> = {
  "executions.list": (data: Pages<{ rows: Row[] }>) => pagesOf(data).some((page) => page.rows.some(isLive)),
  "bulks.get": ({ status }: Pick<BulkRow, "status">) => status === "running",
  "bulks.list": (data: Pick<BulkRow, "status">[]) => data.some(({ status }) => status === "running"),
  "executions.get": isLive,
  "executions.counts": hasLive,
  "executions.logs": (data: Pages<Pick<LogPage, "live">>) => pagesOf(data).some((page) => page.live),
  "executions.family": ({ members }: { members: Row[] }) => members.some(isLive),
  "executions.samples": (data: Pick<AttemptSamples, "endedAt">[]) =>
    data.some(({ endedAt }) => endedAt === null),
  "services.list": (data: Pick<ServiceRow, "counts">[]) => data.some((service) => hasLive(service.counts)),
  "services.get": (data: Pick<ServiceRow, "counts">) => hasLive(data.counts),
  "services.drills": (data: Pick<DrillView, "outcome">[]) => data.some(({ outcome }) => outcome === null),
  "overview.situation": (data: Pick<Situation, "running" | "waiting">) => data.running + data.waiting > 0,
  "runners.list": (data: Pick<RunnerView, "state">[]) => data.some((runner) => runner.state === "active"),
};

/** Milliseconds between two reads of what adds up over hours. */
const SLOW_MS = 60_000;
const SLOW = new Set([
  "overview.history",
  "services.cooperation",
  "executions.typical",
  "executions.durations",
]);
const READ_ONCE = new Set(["session.me", "views.list"]);

/**
 * How soon a query is read again, in milliseconds: soon while what it shows moves, seldom while it rests, never for
 * what does not change by itself. The push behind it is quicker; this stands in when the push is cut.
 */
export function refetchInterval(path: string, data: unknown): number | false {
  if (READ_ONCE.has(path)) return false;
  if (data === undefined) return LIVE_MS;
  if (isSlow(path)) return SLOW_MS;
  const moves = MOVING[path];
  return moves?.(data as never) ? LIVE_MS : IDLE_MS;
}

/** True for what adds up over hours: many rows stand behind it, so that it is not read for each of a flood of changes. */
export function isSlow(path: string): boolean {
  return SLOW.has(path);
}

/** `refetchInterval` of a React Query query whose key tRPC made; what is not there is not asked for again. */
export function refetchIntervalOf(
  query: Pick<Query, "queryKey"> & { state: { data: unknown; error?: unknown } },
): number | false {
  const [path] = query.queryKey;
  if (isMissing(query.state.error)) return false;
  return Array.isArray(path) ? refetchInterval(path.join("."), query.state.data) : false;
}

/** True for the API's answer that there is no such thing. */
export function isMissing(error: unknown): boolean {
  return (error as Partial<ApiError> | null | undefined)?.data?.code === "NOT_FOUND";
}

function isLive(execution: Row): boolean {
  return !isTerminal(execution.status);
}

function hasLive(counts: ExecutionCounts): boolean {
  return counts.created + counts["in-progress"] > 0;
}

function pagesOf<T>(data: Pages<T>): T[] {
  return typeof data === "object" && data !== null && "pages" in data ? data.pages : [data];
}
