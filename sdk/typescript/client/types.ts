import type { AttemptAutopsies, Execution, LogPage } from "./api-types.ts";

/** What the API answers. Times are ISO 8601 text; null where something has not happened. */

export type {
  ApiKey,
  Attempt,
  AttemptAutopsies,
  AttemptSamples,
  Bulk,
  BulkDraft,
  BulkMoved,
  BulkRow,
  Cooperation,
  CreatedApiKey,
  CreatedService,
  DeletedService,
  Drill,
  Durations,
  Event as ExecutionEvent,
  Execution,
  ExecutionPage,
  ExecutionRow,
  Family,
  Health,
  Labelled,
  ListCounts as ExecutionCounts,
  LogPage,
  LogSearchPage,
  Ordered,
  PausedService,
  Placement,
  Policy,
  PolicyPreview,
  Reset,
  Revision,
  RevokedApiKey,
  Runner,
  Service,
  ServiceConfig,
  ServiceRow,
  ServiceStatistics,
  Session,
  Started,
  StartedDrill,
  Stop as StopView,
  Terminated,
  UpdatedService,
} from "./api-types.ts";

export type ExecutionStatus = Execution["status"];
export type Autopsy = AttemptAutopsies["autopsies"][number];
export type LogLine = LogPage["lines"][number];

export interface Rows<T> {
  rows: T[];
}

/** True for a status that never changes again. */
export function isTerminal(status: ExecutionStatus): boolean {
  return status === "success" || status === "failed" || status === "terminated";
}
