import { cutMessage, type EndFacts, endMessage } from "#server/domain/messages.ts";
import { DEFAULT_POLICY } from "#server/domain/policy-values.ts";
import { retryWaitMs } from "#server/domain/retry.ts";
import type { EndReason, ExecutionStatus } from "#server/domain/status.ts";
import { cutReason } from "#server/domain/transition.ts";
import { wastedMs } from "#server/domain/waste.ts";
import {
  type AttemptPatch,
  type Changes,
  type ExecutionChange,
  patchAttempt,
  type Telemetry,
} from "./changes.ts";
import { eventRow, exitData, type Happened, stopData } from "./happened.ts";
import type { HeldExecution } from "./held-execution.ts";
import { isCrash, planCrashStreak, waitAfterCrash } from "./plan-crash.ts";

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
    const lostBefore = state.attempt === before.state.attempt ? before.lostBefore : isLoss(event);
    change.now = { ...change.now, ...NOWHERE, lostBefore };
    change.telemetry = { ...(change.telemetry.saved && { saved: change.telemetry.saved }) };
    const waitMs = waitBefore(before, state.retries, happened);
    if (waitMs !== null) change.waitMs = waitMs;
    else changes.hints.push({ type: "created", serviceId: before.serviceId });
  } else {
    change.now = { ...change.now, endedAt: at, message: endMessage(state, event, factsOf(before, happened)) };
    change.result = { output: details.output ?? null, error: details.error ?? null };
  }
  if (before.state.status === "in-progress") endAttempt(changes, change, before, happened);
  planCrashStreak(changes, before, happened);
  noteEnd(changes, change, before, happened);
}

/** Milliseconds until it may be tried again after an error or a crash; null for what may begin at once. */
function waitBefore(before: HeldExecution, retries: number, happened: Happened): number | null {
  const { state } = before;
  if (retries > state.retries) return retryWaitMs({ ...DEFAULT_POLICY, ...state.policy }, retries);
  return isCrash(before, happened) ? waitAfterCrash(before) : null;
}

function factsOf({ stopRequestedBy, stopNote }: HeldExecution, { details }: Happened): EndFacts {
  return { ...details, agentNote: stopRequestedBy === "agent" ? stopNote : null };
}

function endAttempt(
  changes: Changes,
  { now, requeued, telemetry }: ExecutionChange,
  before: HeldExecution,
  happened: Happened,
): void {
  const { executionId, at, event, details = {} } = happened;
  const cause = cutReason(before.state, event);
  patchAttempt(changes, {
    executionId,
    attempt: before.state.attempt,
    endedAt: at,
    outcome: requeued ? "rerun" : (now.state.status as EndStatus),
    reason: requeued ? cause : now.state.reason,
    message: requeued && cause ? cutMessage(cause, event, factsOf(before, happened)) : now.message,
    exitCode: details.exitCode ?? null,
    exitSignal: details.exitSignal ?? null,
    longestCheckpointGapMs: details.longestCheckpointGapMs ?? null,
    ...waste(before, telemetry, happened, requeued ? cause : now.state.reason),
  });
}

/** What its cut threw away; nothing to be kept when it was no cut. */
function waste(
  before: HeldExecution,
  { saved, progress }: Telemetry,
  { at, details = {} }: Happened,
  reason: EndReason | null,
): Pick<AttemptPatch, "wastedMs" | "progress"> {
  if (!before.startedAt) return {};
  const lost = wastedMs({
    startedAt: before.startedAt,
    endedAt: at,
    savedAt: saved?.at ?? before.savedAt,
    reason,
    gaveOutput: details.output !== undefined && details.output !== null,
  });
  return lost === null ? {} : { wastedMs: lost, progress: progress?.percent ?? before.progress };
}

/** As its agent saw it: what counts is the row's time, by the database's clock. */
function waitData({ waitMs }: ExecutionChange, { at }: Happened): Record<string, unknown> {
  return waitMs === undefined ? {} : { notBefore: new Date(at.getTime() + waitMs).toISOString() };
}

function isLoss(event: Happened["event"]): boolean {
  return event.type === "abandoned" && event.reason === "lost";
}

function noteEnd(changes: Changes, change: ExecutionChange, before: HeldExecution, happened: Happened): void {
  const { event, details } = happened;
  const { attempt } = before.state;
  const { status, reason } = change.now.state;
  const note = (type: string, data: Record<string, unknown>) =>
    changes.events.push(eventRow(happened, attempt, type, data));
  const lost = isLoss(event);
  // What ended while it waited had nothing running, unless the attempt before was lost.
  const unproven = lost || (before.state.status === "created" && before.lostBefore);
  const unverified = unproven && { unverified: true };
  if (event.type === "stop_requested") {
    note("stop_requested", stopData({ reason: event.reason }, details));
    note("ended", { status, reason, ...unverified });
    return;
  }
  const verified = before.state.stop && !lost;
  const goesOn = details?.workerGoesOn ? { workerGoesOn: true } : {};
  if (verified) note("verified", { strays: details?.strays ?? 0, ...goesOn });
  const exit = exitData(happened);
  if (change.requeued) {
    const { attempt: nextAttempt, retries } = change.now.state;
    const follows = { nextAttempt, ...waitData(change, happened), ...exit };
    if (retries > before.state.retries) {
      note("retry", { message: cutMessage("error", event, details ?? {}), ...follows });
    } else note("rerun", { reason: cutReason(before.state, event), ...unverified, ...follows });
  } else {
    const cause = reason === "max-attempts" ? { cause: cutReason(before.state, event) } : {};
    note("ended", { status, reason, ...cause, ...unverified, ...exit });
  }
}
