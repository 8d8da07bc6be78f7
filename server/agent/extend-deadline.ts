import type { Clock } from "../clock.ts";
import type { Policy } from "../domain/policy.ts";
import type { AgentEvent } from "../protocol/runner-agent.ts";
import type { OrderedAttempt } from "./attempt-orders.ts";

interface Request {
  request: number;
  seconds: number;
}

/** Gives code the time that it asks for, within what its service allows, and answers it. */
export function extendDeadline(
  attempt: OrderedAttempt,
  policy: Policy,
  { request, seconds }: Request,
  { clock, record }: { clock: Clock; record(event: AgentEvent): void },
): void {
  const { deadline, ref } = attempt;
  const refusal = refusalOf(attempt, policy, seconds);
  if (refusal) {
    const at = new Date(clock.now().getTime() + deadline.leftMs).toISOString();
    attempt.tell({ type: "deadline", deadline: at, request, refusal });
    return;
  }
  const { from, to } = deadline.moveBy(seconds * 1_000);
  record({ type: "deadline_extended", ...ref, seconds, from, to });
  attempt.tell({ type: "deadline", deadline: to, request, refusal: null });
}

/** For the reader of the code's error. */
function refusalOf({ deadline, stopping }: OrderedAttempt, policy: Policy, seconds: number): string | null {
  if (!Number.isInteger(seconds) || seconds < 1) {
    return `seconds must be a whole number of at least 1, not ${JSON.stringify(seconds)}`;
  }
  if (stopping) return "it has been asked to stop already";
  // Attempts that began under an older Curfew have no such field.
  const most = policy.maxExecutionTimeout ?? null;
  if (most === null)
    return "its service does not let code extend its timeout: maxExecutionTimeout is not set";
  const room = Math.floor(most - deadline.wholeMs / 1_000);
  if (seconds <= room) return null;
  return `its service allows ${most} s in all, which leaves ${Math.max(0, room)} s to extend by, not ${seconds} s`;
}
