import type { AttemptView } from "#server/domain/views.ts";
import { type ExecutionRecord, newestOf, type RerunChain } from "#server/executions/rerun-chain.ts";

/** The words that Dataloop's client waits on. */
export const REPORT_STATUSES = ["created", "rerun", "in-progress", "success", "failed"] as const;
export type ReportStatus = (typeof REPORT_STATUSES)[number];

export interface StatusReport {
  timestamp: string;
  status: ReportStatus;
  message: string;
  /** 0 to 100, never null. */
  percentComplete: number;
  /** Null before it was placed. */
  replicaId: string | null;
  output?: unknown;
  error?: { type: string; message?: string };
}

/**
 * What happened to an execution, oldest first; at least one. Running it again continues the log, as under Dataloop.
 * Of the progress of what runs now there is one report, the newest.
 */
export function statusLog(chain: RerunChain): [StatusReport, ...StatusReport[]] {
  const [oldest, ...reruns] = chain;
  const created = report(oldest.createdAt, "created", "Execution created");
  return [
    created,
    ...reportsOf(oldest),
    ...reruns.flatMap((rerun) => [
      report(rerun.createdAt, "rerun", `Rerun requested by ${rerun.createdBy}`),
      ...reportsOf(rerun),
    ]),
  ];
}

/** Seconds that the newest attempt took, or takes by now; 0 before there is one. */
export function durationOf(chain: RerunChain, now: Date): number {
  const attempt = newestOf(chain).attempts.at(-1);
  if (!attempt) return 0;
  return Math.max(0, ((attempt.endedAt ?? now).getTime() - attempt.startedAt.getTime()) / 1_000);
}

/** A stop that was asked for by an operator; it stays true after the end. */
export function isToTerminate({ status, stop }: Pick<ExecutionRecord, "status" | "stop">): boolean {
  return status === "terminated" || stop?.final === true;
}

function reportsOf(execution: ExecutionRecord): StatusReport[] {
  const reports = execution.attempts.flatMap((attempt) => [
    report(attempt.startedAt, "in-progress", "Execution started", attempt),
    ...(attempt.outcome === "rerun"
      ? [report(attempt.endedAt ?? attempt.startedAt, "rerun", attempt.message ?? "", attempt)]
      : []),
  ]);
  const last = execution.status === "in-progress" ? progressReport(execution) : endReport(execution);
  return last ? [...reports, last] : reports;
}

function progressReport(execution: ExecutionRecord): StatusReport | null {
  const { progress, progressMessage, progressAt, attempts } = execution;
  if (!progressAt) return null;
  const said = report(progressAt, "in-progress", progressMessage ?? "", attempts.at(-1));
  return { ...said, percentComplete: progress ?? 0 };
}

/** Dataloop ends what was terminated as `failed`; why is in the message and in `toTerminate`. */
function endReport(execution: ExecutionRecord): StatusReport | null {
  const { status, endedAt, message, progress, attempts, output, error, reason } = execution;
  if (!endedAt) return null;
  const success = status === "success";
  const end = report(endedAt, success ? "success" : "failed", message ?? "", attempts.at(-1));
  if (success) return { ...end, percentComplete: 100, output };
  const cause = error ? { type: error.type, message: error.message } : { type: reason ?? "error" };
  return { ...end, percentComplete: progress ?? 0, error: cause };
}

function report(
  at: Date,
  status: ReportStatus,
  message: string,
  attempt?: Pick<AttemptView, "replicaId">,
): StatusReport {
  const replicaId = attempt?.replicaId ?? null;
  return { timestamp: at.toISOString(), status, message, percentComplete: 0, replicaId };
}
