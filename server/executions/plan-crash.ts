import { crashWaitMs } from "#server/domain/crash-streak.ts";
import { cutMessage } from "#server/domain/messages.ts";
import { cutReason } from "#server/domain/transition.ts";
import type { Changes } from "./changes.ts";
import type { Happened } from "./happened.ts";
import type { HeldExecution } from "./held-execution.ts";

/** Its worker died of itself, after it was given to it: nobody had asked for that. */
export function isCrash({ state }: HeldExecution, { event }: Happened): boolean {
  return event.type === "ended" && event.outcome.type === "crashed" && !state.stop;
}

/**
 * Milliseconds before the next attempt of what has crashed: by how often its service has crashed in a row, or it alone
 * was begun anew, whichever is more.
 */
export function waitAfterCrash({ state, crashes }: HeldExecution): number {
  return crashWaitMs(Math.max(crashes + 1, state.attempt - state.retries));
}

/**
 * Counts crashes of a service in a row, and forgets them once a run ends otherwise. Those of one batch count once: the
 * worker that several executions share crashes once.
 */
export function planCrashStreak(changes: Changes, before: HeldExecution, happened: Happened): void {
  const { event, executionId, details = {} } = happened;
  if (event.type !== "ended" || event.outcome.type === "refused") return;
  const { serviceId, crashes } = before;
  const known = changes.crashes.get(serviceId);
  if (!isCrash(before, happened)) {
    if (known !== undefined || crashes > 0) changes.crashes.set(serviceId, null);
  } else if (known !== null) {
    const error = cutMessage(cutReason(before.state, event) ?? "reset", event, details);
    changes.crashes.set(serviceId, { executionId, attempt: event.attempt, error });
  }
}
