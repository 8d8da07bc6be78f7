import { newestOf, type RerunChain } from "#server/executions/rerun-chain.ts";
import { PACKAGE, PROJECT, versionOf } from "./project.ts";
import { durationOf, isToTerminate, type StatusReport, statusLog } from "./status-log.ts";

/** An execution as Dataloop's client reads it. Numbers are always numbers: the client formats and compares them. */
export interface WireExecution {
  id: string;
  url: string;
  createdAt: string;
  updatedAt: string;
  creator: string;
  projectId: string;
  serviceId: string;
  serviceName: string;
  serviceVersion: string;
  functionName: string;
  moduleName: string;
  packageId: string;
  packageName: string;
  packageRevision: string;
  triggerId: null;
  input: Record<string, unknown>;
  output: unknown;
  /** The same list as `statusLog`: the client's `execution.status` is a list, not a word. */
  status: StatusReport[];
  statusLog: StatusReport[];
  latestStatus: StatusReport;
  /** Seconds. */
  duration: number;
  /** Attempts that began. */
  attempts: number;
  maxAttempts: number;
  toTerminate: boolean;
  /** Seconds. */
  timeoutSeconds: number;
  deadline: string | null;
  onReset: string;
  feedbackQueue: { routing: string; exchange: string };
  syncReplyTo: { route: string; exchange: string };
  driverId: string;
}

export interface WireFrame {
  /** Where the client reaches the gateway; ends in `/api/v1`. */
  base: string;
  now: Date;
}

/** Under the id that was asked for: what was run again shows as one execution, under its first id and its last. */
export function toWireExecution(id: string, chain: RerunChain, { base, now }: WireFrame): WireExecution {
  const [oldest] = chain;
  const newest = newestOf(chain);
  const log = statusLog(chain);
  return {
    id,
    url: `${base}/executions/${id}`,
    createdAt: oldest.createdAt.toISOString(),
    updatedAt: newest.updatedAt.toISOString(),
    creator: oldest.createdBy,
    projectId: PROJECT.id,
    serviceId: newest.serviceId,
    serviceName: newest.serviceName,
    serviceVersion: versionOf(newest.revision),
    functionName: newest.functionName,
    ...PACKAGE,
    packageId: newest.serviceId,
    packageName: newest.serviceName,
    triggerId: null,
    input: newest.input,
    output: newest.output,
    status: log,
    statusLog: log,
    latestStatus: log.at(-1) ?? log[0],
    duration: durationOf(chain, now),
    attempts: newest.attempts.length,
    maxAttempts: newest.maxAttempts,
    toTerminate: isToTerminate(newest),
    timeoutSeconds: newest.policy.executionTimeout,
    deadline: newest.deadlineAt?.toISOString() ?? null,
    onReset: newest.policy.onReset,
    feedbackQueue: { routing: "", exchange: "" },
    syncReplyTo: { route: "", exchange: "" },
    driverId: PROJECT.id,
  };
}
