import type { AttemptView } from "#server/domain/views.ts";

type Outcome = NonNullable<AttemptView["outcome"]>;

/** How an attempt ended. */
export const OUTCOME_WORDS: Record<Outcome, string> = {
  success: "success",
  failed: "failed",
  terminated: "terminated",
  rerun: "went back to the queue",
};

/** Its bar. */
export const OUTCOME_FILLS: Record<Outcome, string> = {
  success: "bg-success/70",
  failed: "bg-failed/70",
  terminated: "bg-terminated/70",
  rerun: "bg-created/60",
};
