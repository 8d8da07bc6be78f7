/** Facts of the running attempt. Only the deadline may be moved: then `this.context` is another object. */
export interface ExecutionContext {
  readonly executionId: string;
  /** The n-th try of this execution, from 1. */
  readonly attempt: number;
  /** How many tries it may have in all; null outside Curfew. */
  readonly maxAttempts: number | null;
  /** When it is told to stop; null outside Curfew. */
  readonly deadline: Date | null;
  /** What an earlier attempt, or the execution it was rerun from, gave to `save()`; null when nothing. */
  readonly savedState: unknown;
  readonly service: string;
  /** The revision of the service's configuration; null outside Curfew. */
  readonly revision: number | null;
}
