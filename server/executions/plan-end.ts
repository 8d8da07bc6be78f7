import { cutMessage, endMessage } from "#server/domain/messages.ts";
import type { ExecutionStatus } from "#server/domain/status.ts";
import { cutReason } from "#server/domain/transition.ts";
import { type Changes, type ExecutionChange, patchAttempt } from "./changes.ts";
import { eventRow, exitData, type Happened } from "./happened.ts";
import type { HeldExecution } from "./held-execution.ts";

const NOWHERE = {
  runnerId: null,
  replicaId: null,
  message: null,
  stopRungAt: null,
  stopRequestedAt: null,
  stopRequestedBy: null,
  stopNote: null,
  orderGiven: null,
};

type EndStatus = Exclude<ExecutionStatus, "created" | "in-progress">;

/** `change.now.state` is what follows `before`: over for good, or back in the queue. */
export function planEnd(
  changes: Changes,
  change: ExecutionChange,
  before: HeldExecution,
  happened: Happened,
): void {
  const { at, details = {}, event } = happened;
  const { state } = change.now;
  change.requeued = state.status === "created";
  if (change.requeued) {
    change.now = { ...change.now, ...NOWHERE };
    change.telemetry = { ...(change.telemetry.saved && { saved: change.telemetry.saved }) };
    changes.hints.push({ type: "created", serviceId: before.serviceId });
  } else {
    change.now = { ...change.now, endedAt: at, message: endMessage(state, event, details) };
    change.result = { output: details.output ?? null, error: details.error ?? null };
  }
  if (before.state.status === "in-progress") endAttempt(changes, change, before, happened);
  noteEnd(changes, change, before, happened);
}

function endAttempt(
  changes: Changes,
  { now, requeued }: ExecutionChange,
  before: HeldExecution,
  { executionId, at, event, details = {} }: Happened,
): void {
  const cause = cutReason(before.state, event);
  patchAttempt(changes, {
    executionId,
    attempt: before.state.attempt,
    endedAt: at,
    outcome: requeued ? "rerun" : (now.state.status as EndStatus),
    reason: requeued ? cause : now.state.reason,
    message: requeued && cause ? cutMessage(cause, event, details) : now.message,
    exitCode: details.exitCode ?? null,
    exitSignal: details.exitSignal ?? null,
  });
}

function noteEnd(changes: Changes, change: ExecutionChange, before: HeldExecution, happened: Happened): void {
  const { event, details } = happened;
  const { attempt } = before.state;
  const { status, reason } = change.now.state;
  const note = (type: string, data: Record<string, unknown>) =>
    changes.events.push(eventRow(happened, attempt, type, data));
  if (event.type === "stop_requested") {
    // Terminated while it waited: nothing ran, so that nothing has to be verified.
    note("stop_requested", { reason: event.reason, ...(details?.note && { note: details.note }) });
    note("ended", { status, reason });
    return;
  }
  const verified = before.state.stop && !(event.type === "abandoned" && event.reason === "lost");
  const goesOn = details?.workerGoesOn ? { workerGoesOn: true } : {};
  if (verified) note("verified", { strays: details?.strays ?? 0, ...goesOn });
  const exit = exitData(happened);
  if (change.requeued) {
    note("rerun", { reason: cutReason(before.state, event), nextAttempt: change.now.state.attempt, ...exit });
  } else {
    const cause = reason === "max-attempts" ? { cause: cutReason(before.state, event) } : {};
    note("ended", { status, reason, ...cause, ...exit });
  }
}
