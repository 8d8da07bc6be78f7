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
  "stalled",
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

/** How many ended executions of a service are counted: a count above it says only that there are more. */
export const MOST_ENDED_COUNTED = 10_000;

/** True for a status that never changes again. */
export function isTerminal(status: ExecutionStatus): boolean {
  return TERMINAL[status];
}
