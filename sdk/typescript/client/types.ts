/** What the API answers. Times are ISO 8601 text; null where something has not happened. */

export type ExecutionStatus = "created" | "in-progress" | "success" | "failed" | "terminated";

export interface StopView {
  reason: "terminated" | "timeout" | "reset" | "lost";
  rung: "requested" | "delivered" | "seen" | "saved" | "exited" | "verified";
  signal: "SIGTERM" | "SIGKILL" | null;
  /** User code has met it: then it can't be withdrawn. */
  seen: boolean;
  /** Seconds that operators gave it beyond its policy. */
  moreSeconds: number;
  requestedAt: string;
  requestedBy: string;
  note: string | null;
}

export interface ExecutionRow {
  id: string;
  serviceName: string;
  functionName: string;
  status: ExecutionStatus;
  /** Why it is failed or terminated. */
  reason: string | null;
  message: string | null;
  attempt: number;
  maxAttempts: number;
  createdAt: string;
  createdBy: string;
  startedAt: string | null;
  endedAt: string | null;
  deadlineAt: string | null;
  stop: StopView | null;
  /** Percent. */
  progress: number | null;
  progressMessage: string | null;
  rerunOf: string | null;
}

export interface Execution extends ExecutionRow {
  priority: number;
  idempotencyKey: string | null;
  input: Record<string, unknown>;
  output: unknown;
  error: { type: string; message: string; stack?: string } | null;
  metrics: Record<string, number> | null;
  savedState: unknown;
}

export interface ExecutionPage {
  rows: ExecutionRow[];
  /** For `cursor`; null on the last page. */
  nextCursor: string | null;
}

export interface Terminated {
  id: string;
  status: ExecutionStatus;
  /** True while it still runs and was asked to stop. */
  stopping: boolean;
}

export interface Ordered {
  id: string;
  order: string;
  /** False while its agent has not answered: the order stays, and is carried out when it does. */
  done: boolean;
}

export interface LogLine {
  /** From 0 within the attempt. */
  number: number;
  at: string;
  stream: "stdout" | "stderr" | "replica" | "curfew";
  text: string;
}

export interface LogPage {
  attempt: number;
  lines: LogLine[];
  nextLine: number;
  totalLines: number;
  /** True while the attempt may still write. */
  live: boolean;
}

export interface ServiceRow {
  id: string;
  name: string;
  description: string;
  runtime: "python" | "node" | "command";
  revision: number;
  pausedAt: string | null;
  policy: Record<string, unknown>;
  placement: Record<string, unknown>;
  counts: Record<ExecutionStatus | "stopping", number>;
  replicas: { starting: number; ready: number; draining: number };
  lastError: string | null;
}

export interface Revision {
  number: number;
  author: string;
  createdAt: string;
  config: Record<string, unknown>;
}

export interface Service extends ServiceRow {
  config: Record<string, unknown>;
  /** Newest first, at most 100. */
  revisions: Revision[];
}

export interface RevisionGuard {
  /** The change is refused with status 409 unless the service is still at this revision. */
  expectedRevision?: number;
}

export interface Updated {
  name: string;
  revision: number;
  /** False when the service was so already: then there is no new revision. */
  changed: boolean;
}

export interface Runner {
  id: string;
  host: string;
  pid: number;
  version: string;
  state: "active" | "stopping" | "stopped" | "lost";
  startedAt: string;
  heartbeatAt: string;
  replicas: { id: string; serviceName: string; state: string; slots: number; executions: { id: string }[] }[];
}

/** True for a status that never changes again. */
export function isTerminal(status: ExecutionStatus): boolean {
  return status === "success" || status === "failed" || status === "terminated";
}
