/** What the API answers. Times are ISO 8601 text; null where something has not happened. */

import type { StopView } from "./stop.ts";

export type ExecutionStatus = "created" | "in-progress" | "success" | "failed" | "terminated";

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
  /** It failed and is tried again, but not before this. */
  notBefore: string | null;
  /** Since when it gives no sign of work. */
  stalledAt: string | null;
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
  /** The execution whose code started it. */
  parentId: string | null;
  labels: Record<string, string>;
}

export interface Execution extends ExecutionRow {
  priority: number;
  idempotencyKey: string | null;
  input: Record<string, unknown>;
  output: unknown;
  error: { type: string; message: string; stack?: string } | null;
  metrics: Record<string, number> | null;
  savedState: unknown;
  attempts: Attempt[];
  /** What its code started, newest first; the newest hundred. */
  children: {
    id: string;
    serviceName: string;
    functionName: string;
    status: ExecutionStatus;
    stopping: boolean;
  }[];
  /** How many below it live and nobody has terminated. */
  liveBelow: number;
}

export interface Attempt {
  attempt: number;
  revision: number;
  startedAt: string;
  deadlineAt: string;
  endedAt: string | null;
  outcome: "success" | "failed" | "terminated" | "rerun" | null;
  reason: string | null;
  message: string | null;
  workerPid: number | null;
  exitCode: number | null;
  exitSignal: string | null;
  /** The longest time without a checkpoint, to a second; null while it runs, and where nobody counted. */
  longestCheckpointGapMs: number | null;
}

export interface ExecutionPage {
  rows: ExecutionRow[];
  /** For `cursor`; null on the last page. */
  nextCursor: string | null;
  /** Where a page that is not full ends for having looked at enough; null otherwise. */
  searchedTo: string | null;
}

export interface Rows<T> {
  rows: T[];
}

export interface ExecutionEvent {
  id: number;
  attempt: number;
  type: string;
  at: string;
  actor: string;
  data: Record<string, unknown>;
}

export interface Terminated {
  id: string;
  status: ExecutionStatus;
  /** True while it still runs and was asked to stop. */
  stopping: boolean;
  /** How many below it were asked as well. */
  below: number;
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
  /** True once no line can be added to this attempt. */
  over: boolean;
  /** Where the output goes on: the attempt after this one, also while that has yet to begin. */
  nextAttempt: number | null;
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
  /** `older` are those of `ready` that are of an older revision. */
  replicas: { starting: number; ready: number; draining: number; older: number };
  /** By what runs and waits; null where the number of replicas is fixed. */
  scaling: { wanted: number; fall: { to: number; at: string } | null } | null;
  /** How the present revision fails to start, or to stay; null once a replica of it has shown that it does. */
  startFailures: StartFailures | null;
  /** How workers of the present revision crash one after another; null while that is no loop. */
  crashLoop: CrashLoop | null;
  /** The older revision that new executions go to while the present one does not start. */
  standInRevision: number | null;
}

export interface CrashLoop {
  /** In a row, with no run between them that ended otherwise. */
  count: number;
  /** The last one. */
  error: string;
  /** The execution that crashed last. */
  executionId: string;
  /** When the first of them came. */
  since: string;
  crashedAt: string;
}

export interface StartFailures {
  /** In a row; 0 once somebody has asked to try again now. */
  count: number;
  /** The last one. */
  error: string;
  /** When the first of them came. */
  since: string;
  failedAt: string;
  /** No replica is started before. */
  retryAt: string;
  /** When one got ready after the last failure; null while none has. */
  readyAt: string | null;
}

export interface Revision {
  number: number;
  author: string;
  createdAt: string;
  config: Record<string, unknown>;
}

export interface Service extends ServiceRow {
  config: Record<string, unknown>;
  /** Replicas that an update has left to what they run, and what becomes of that when `force` cuts it; null without any. */
  older: { replicas: number; running: number; cut: { failed: number; rerun: number } } | null;
  /** Newest first, at most 100. */
  revisions: Revision[];
}

export interface Runner {
  id: string;
  host: string;
  pid: number;
  version: string;
  state: "active" | "stopping" | "stopped" | "lost";
  startedAt: string;
  heartbeatAt: string;
  /** Since when it takes nothing new by somebody's wish; null while it does. */
  drainingAt: string | null;
  drainingBy: string | null;
  /** Of its host: cores and bytes. */
  cores: number | null;
  memoryBytes: number | null;
  replicas: {
    id: string;
    serviceName: string;
    state: string;
    slots: number;
    executions: { id: string }[];
    /** Its disk refuses writes, and what it says is kept in memory; null while it does not. */
    diskFault: { code: string; since: string; heldBytes: number } | null;
  }[];
}

export interface Session {
  kind: "person" | "api-key";
  /** What the audit calls the caller. */
  actor: string;
}

export interface Health {
  status: "ok" | "unhealthy";
  database: { ok: boolean; latencyMs: number | null };
  runner: { ok: boolean; newestHeartbeatAt: string | null; ageMs: number | null };
  version: string;
}

/** True for a status that never changes again. */
export function isTerminal(status: ExecutionStatus): boolean {
  return status === "success" || status === "failed" || status === "terminated";
}
