/** The moment at which an attempt that started at `startedAt` is told to stop. `executionTimeout` in seconds. */
export function deadlineOf(startedAt: Date, executionTimeout: number): Date {
  return new Date(startedAt.getTime() + executionTimeout * 1000);
}

/** True when the deadline has passed; false when there is none. */
export function isOverdue(execution: { deadlineAt: Date | null }, now: Date): boolean {
  return execution.deadlineAt !== null && execution.deadlineAt.getTime() <= now.getTime();
}
