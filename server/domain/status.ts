/** Statuses on the wire keep Dataloop's words; the reason beside the status says why. */
export const EXECUTION_STATUSES = ["created", "in-progress", "success", "failed", "terminated"] as const;
export type ExecutionStatus = (typeof EXECUTION_STATUSES)[number];

/** Why an execution ended other than by success. */
export const END_REASONS = [
  "error",
  "timeout",
  "terminated",
  "reset",
  "lost",
  "out-of-memory",
  "queue-timeout",
  "max-attempts",
] as const;
export type EndReason = (typeof END_REASONS)[number];

const TERMINAL: Record<ExecutionStatus, boolean> = {
  created: false,
  "in-progress": false,
  success: true,
  failed: true,
  terminated: true,
};

/** True for a status that never changes again. */
export function isTerminal(status: ExecutionStatus): boolean {
  return TERMINAL[status];
}
