import type { CrashStreak } from "./crash-streak.ts";
import type { DrainView } from "./drain-view.ts";
import type { Labels } from "./labels.ts";
import type { LateResult } from "./late-result.ts";
import type { LogLevel } from "./log-level.ts";
import type { OrderKind } from "./order.ts";
import type { Placement, Policy } from "./policy.ts";
import type { ServiceConfig } from "./service-config.ts";
import type { StartFailures } from "./start-failures.ts";
import type { EndReason, ExecutionStatus } from "./status.ts";
import type { Stop } from "./stop.ts";
import type { WaitView } from "./wait.ts";

/** A stop as the screens show it. */
export interface StopView extends Stop {
  rungAt: Date;
  requestedAt: Date;
  requestedBy: string;
  /** The operator's words; null when none were given or nobody was asked. */
  note: string | null;
}

/** What an agent was told to do and has not answered. */
export interface OrderView {
  kind: OrderKind;
  givenAt: Date;
  givenBy: string;
}

/** A line of the executions list. */
export interface ExecutionRow {
  id: string;
  serviceId: string;
  serviceName: string;
  functionName: string;
  status: ExecutionStatus;
  reason: EndReason | null;
  message: string | null;
  attempt: number;
  /** The running attempt's limit; the service's present one while created. */
  maxAttempts: number;
  /** It failed and is tried again, but not before this; null while it need not wait. */
  notBefore: Date | null;
  createdAt: Date;
  createdBy: string;
  /** Since when it waits: its creation, or the end of its last attempt; null unless created. */
  waitsSince: Date | null;
  startedAt: Date | null;
  endedAt: Date | null;
  deadlineAt: Date | null;
  stop: StopView | null;
  /** It has ended, and nobody could prove that nothing of it is left running. */
  unverified: boolean;
  progress: number | null;
  progressMessage: string | null;
  progressAt: Date | null;
  /** Of an attempt that may have gone on from an earlier one: the first progress that it reported itself. */
  firstProgress: { percent: number; at: Date } | null;
  checkpointAt: Date | null;
  checkpointIntervalMs: number | null;
  savedAt: Date | null;
  /** Since when it counts as stalled; null while it gives signs of work. */
  stalledAt: Date | null;
  runnerId: string | null;
  runnerHost: string | null;
  /** It runs, and its agent has not been heard of for 15 s: nobody can say what it does. */
  lost: boolean;
  replicaId: string | null;
  rerunOf: string | null;
  /** The execution whose code started it; null when none did. */
  parentId: string | null;
  /** How many others run in the same worker now; null where it has a worker of its own or does not run. */
  neighbours: number | null;
  labels: Labels;
}

/** A replica that is being reset, since code in its shared worker ignored its stop. */
export interface ResetView {
  replicaId: string;
  since: Date;
  /** The execution that ignored its stop. */
  by: string;
  /** Who it waits for now, and until when at most. */
  waitsFor: { id: string; functionName: string; until: Date }[];
}

/** An execution as the page of its parent or child shows it. */
export interface RelativeView {
  id: string;
  serviceName: string;
  functionName: string;
  status: ExecutionStatus;
  /** It runs and was asked to stop. */
  stopping: boolean;
  createdAt: Date;
}

export interface AttemptView {
  attempt: number;
  revision: number;
  runnerId: string;
  replicaId: string;
  policy: Policy;
  startedAt: Date;
  deadlineAt: Date;
  endedAt: Date | null;
  outcome: "success" | "failed" | "terminated" | "rerun" | null;
  reason: string | null;
  message: string | null;
  workerPid: number | null;
  exitCode: number | null;
  exitSignal: string | null;
  /** To a second; null while it runs, and where nobody counted. */
  longestCheckpointGapMs: number | null;
}

export interface ExecutionEventView {
  id: number;
  attempt: number;
  type: string;
  at: Date;
  actor: string;
  data: Record<string, unknown>;
}

/** One execution, whole. */
export interface ExecutionDetail extends ExecutionRow {
  input: Record<string, unknown>;
  output: unknown;
  error: { type: string; message: string; stack?: string } | null;
  metrics: Record<string, number> | null;
  savedState: unknown;
  /** As copied at the start of the running attempt; null while created. */
  policy: Policy | null;
  revision: number | null;
  /** Higher ones start first. */
  priority: number;
  /** What its starter named it by; null when nothing. */
  idempotencyKey: string | null;
  /** Null when its agent has answered all that it was told. */
  order: OrderView | null;
  attempts: AttemptView[];
  /** What attempts gave after they had been given up: kept, and without any effect. */
  lateResults: LateResult[];
  /** Of the replica that it runs on; null when that is not being reset. */
  reset: ResetView | null;
  /** Executions started from this one again, newest first. */
  reruns: { id: string; createdAt: Date; status: ExecutionStatus }[];
  parent: RelativeView | null;
  /** Why it does not run yet; null unless created. */
  wait: WaitView | null;
  /** What its code started, newest first; the newest hundred. */
  children: RelativeView[];
  /** How many below it, children of children too, live and nobody has terminated; 10,000 at most. */
  liveBelow: number;
}

/**
 * How many executions of a service stand in each state; `stopping` is the part of `in-progress` that was asked to stop,
 * and ended ones are counted to one more than MOST_ENDED_COUNTED.
 */
export type ExecutionCounts = Record<ExecutionStatus | "stopping", number>;

export interface ScalingView {
  /** How many replicas are wanted now. */
  wanted: number;
  /** How many will be, and from when, unless more comes to do; null while none is to go. */
  fall: { to: number; at: Date } | null;
}

export interface ServiceRow {
  id: string;
  name: string;
  description: string;
  runtime: ServiceConfig["program"]["runtime"];
  revision: number;
  pausedAt: Date | null;
  pausedBy: string | null;
  policy: Policy;
  placement: Placement;
  counts: ExecutionCounts;
  /** Replicas whose agent lives, by state; `older` are those of `ready` that are of an older revision. */
  replicas: { starting: number; ready: number; draining: number; older: number };
  /** By what runs and waits; null where the number of replicas is fixed. */
  scaling: ScalingView | null;
  /** How the present revision fails to start, or to stay; null once a replica of it has shown that it does. */
  startFailures: Omit<StartFailures, "revision"> | null;
  /** How workers of the present revision crash one after another; null while that is no loop. */
  crashLoop: Omit<CrashStreak, "revision"> | null;
  /** The older revision that new executions go to while the present one does not start; null otherwise. */
  standInRevision: number | null;
  updatedAt: Date;
  updatedBy: string;
}

export interface ServiceDetail extends ServiceRow {
  config: ServiceConfig;
  revisions: { number: number; author: string; createdAt: Date; config: ServiceConfig }[];
  /** Replicas that an update has left to what they run, and what becomes of that when it is cut; null without any. */
  older: { replicas: number; running: number; cut: { failed: number; rerun: number } } | null;
  /** Its replicas that are being reset. */
  resets: ResetView[];
  /** Its other replicas that drain. */
  drains: DrainView[];
  /** Input of the newest execution, by function. */
  lastInputs: Record<string, Record<string, unknown>>;
}

export interface LogLineView {
  /** From 0 within the attempt. */
  number: number;
  at: Date;
  /**
   * `curfew` is what Curfew itself says about the run; `replica` what its shared worker printed meanwhile, and nobody can
   * say for which of its executions.
   */
  stream: "stdout" | "stderr" | "replica" | "curfew";
  text: string;
  /** What its text says of itself; null when it says nothing. */
  level: LogLevel | null;
}

/** Some lines of one attempt's output, in order. */
export interface LogPage {
  attempt: number;
  lines: LogLineView[];
  /** Where to read on: one past the last line given. */
  nextLine: number;
  /** Lines kept of this attempt so far. */
  totalLines: number;
  /** True while the attempt may still write. */
  live: boolean;
  /** True once no line can be added: what has not begun is neither live nor over. */
  over: boolean;
  /** Where its output goes on: the attempt after this one, also while that has yet to begin; null while there is none. */
  nextAttempt: number | null;
}
