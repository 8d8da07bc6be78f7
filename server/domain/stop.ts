/** Who or what asked for the stop. The first reason wins and is stored. */
export const STOP_REASONS = ["terminated", "timeout", "reset", "lost", "stalled", "out-of-memory"] as const;
export type StopReason = (typeof STOP_REASONS)[number];

/**
 * How an operator wants it stopped. `checkpoint`: at its next checkpoint. `save`: it goes on until it has saved its
 * state, for the grace period at most, then stops at the next checkpoint. `now`: SIGTERM without any grace period.
 */
export const STOP_MODES = ["checkpoint", "save", "now"] as const;
export type StopMode = (typeof STOP_MODES)[number];

/** The rungs of the stop ladder, in order. Each is proven by a message, an exit status or `/proc`. */
export const STOP_RUNGS = ["requested", "delivered", "seen", "saved", "exited", "verified"] as const;
export type StopRung = (typeof STOP_RUNGS)[number];

export const STOP_SIGNALS = ["SIGTERM", "SIGKILL"] as const;
export type StopSignal = (typeof STOP_SIGNALS)[number];

/** A stop under way. `null` on an execution that nobody asked to stop. */
export interface Stop {
  reason: StopReason;
  /** Absent: `checkpoint`. */
  mode?: StopMode;
  /** The highest rung reached. */
  rung: StopRung;
  /** The strongest signal sent so far; null while the code was only asked. */
  signal: StopSignal | null;
  /** True once an operator asked to terminate, also after another reason came first: never retried. */
  final: boolean;
  /** True once user code met the stop; the rung alone can't say so, since code that ends unasked skips it. */
  seen?: boolean;
  /** Seconds that operators gave it beyond its policy. */
  moreSeconds?: number;
}

/** True when `rung` is at or above `other` on the ladder. */
export function hasReached(rung: StopRung, other: StopRung): boolean {
  return STOP_RUNGS.indexOf(rung) >= STOP_RUNGS.indexOf(other);
}
