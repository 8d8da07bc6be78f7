/** Why an execution was asked to stop. */
export const STOP_REASONS = ["terminated", "timeout", "reset", "lost", "stalled", "out-of-memory"] as const;
export type StopReason = (typeof STOP_REASONS)[number];

const BRAND = Symbol.for("curfew.ExecutionTerminated");

/**
 * What a checkpoint throws when the execution was asked to stop: save what is done, then let it pass on.
 * `reason` is "terminated" (someone asked), "timeout" (its deadline passed), "reset" (its replica is restarted),
 * "lost" (its agent is cut off), "stalled" (it gave no sign of work) or "out-of-memory" (it holds too much memory).
 * `output` becomes the partial output of the execution: any JSON value.
 */
export class ExecutionTerminated extends Error {
  override readonly name = "ExecutionTerminated";
  readonly reason: StopReason;
  output: unknown = undefined;

  constructor(reason: StopReason = "terminated", message = "Execution received termination signal") {
    super(message);
    this.reason = reason;
    Object.defineProperty(this, BRAND, { value: true });
  }

  /** Also true of an error that another copy of this package made: host and service may be bundled apart. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && BRAND in value;
  }
}
