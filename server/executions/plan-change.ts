import { statusTopics } from "#db/notify.ts";
import { type ExecutionEvent, isLate, transition } from "#server/domain/transition.ts";
import { type Changes, changeOf, type ExecutionChange, patchAttempt } from "./changes.ts";
import { eventRow, exitData, type Happened, stopData } from "./happened.ts";
import type { HeldExecution } from "./held-execution.ts";
import { planEnd } from "./plan-end.ts";

/** `late`: about an attempt that is over; noted when it is a result. `ignored`: it changes nothing. */
export type Effect = "changed" | "ignored" | "late";

/** Folds what happened to `held` into `changes`. Decides, writes nothing. */
export function planChange(changes: Changes, held: HeldExecution, happened: Happened): Effect {
  const change = changeOf(changes, held);
  const before = change.now;
  const { event, replicaId } = happened;
  const placedElsewhere = replicaId !== undefined && replicaId !== before.replicaId;
  const after = placedElsewhere ? null : transition(before.state, event);
  if (!after) return isLate(before.state, event) ? noteLate(changes, happened) : "ignored";
  change.dirty = true;
  change.now = { ...before, state: after, ...stopColumns(before, happened, after.stop) };
  if (event.type === "order_given")
    change.now.orderGiven = { givenAt: happened.at.toISOString(), givenBy: happened.actor };
  if (event.type === "order_answered") moveDeadline(changes, change, happened);
  if (after.status !== before.state.status) planEnd(changes, change, before, happened);
  else noteStep(changes, change.now, happened);
  audit(changes, happened);
  for (const topic of statusTopics(held.id, held.serviceId)) changes.topics.add(topic);
  if (held.parentId) changes.topics.add(`execution:${held.parentId}`);
  return "changed";
}

function moveDeadline(changes: Changes, change: ExecutionChange, { executionId, event }: Happened): void {
  if (event.type !== "order_answered" || event.order.kind !== "deadline" || event.refusal) return;
  change.deadlineAt = new Date(event.order.at);
  patchAttempt(changes, { executionId, attempt: event.attempt, deadlineAt: change.deadlineAt });
}

function audit(changes: Changes, { executionId, at, actor, event, audit: action, details }: Happened): void {
  if (!action) return;
  const order = event.type === "order_given" ? event.order : {};
  const note = details?.note ? { note: details.note } : {};
  const mode = event.type === "stop_requested" && event.mode ? { mode: event.mode } : {};
  const parent = details?.withParent ? { withParent: details.withParent } : {};
  changes.audits.push({ executionId, at, actor, action, data: { ...order, ...mode, ...note, ...parent } });
}

/** A late result is kept, with a note: it never changes what was decided without it. */
function noteLate(changes: Changes, happened: Happened): Effect {
  const { event, replicaId, executionId, at, details = {} } = happened;
  if (event.type !== "ended") return "late";
  const { output = null, error = null } = details;
  const gave = output !== null || error !== null;
  if (gave) changes.lateResults.push({ executionId, attempt: event.attempt, replicaId, at, output, error });
  changes.events.push({
    ...eventRow(happened, event.attempt, "late_result", { ...exitData(happened), kept: gave }),
    ...(replicaId && { replicaId }),
  });
  changes.topics.add(`execution:${happened.executionId}`);
  return "late";
}

const NO_STOP = { stopRungAt: null, stopRequestedAt: null, stopRequestedBy: null, stopNote: null };

type Stop = HeldExecution["state"]["stop"];
type StopColumns = Partial<
  Pick<HeldExecution, "stopRungAt" | "stopRequestedAt" | "stopRequestedBy" | "stopNote">
>;

function stopColumns(
  before: HeldExecution,
  { event, at, actor, details }: Happened,
  after: Stop,
): StopColumns {
  if (before.state.stop && !after) return NO_STOP;
  const rungAt = after && after.rung !== before.state.stop?.rung ? { stopRungAt: at } : {};
  if (event.type !== "stop_requested") return rungAt;
  // An operator's request after another reason takes over the words, not the time: the ladder began before it.
  return {
    ...rungAt,
    stopRequestedAt: before.stopRequestedAt ?? at,
    stopRequestedBy: actor,
    stopNote: details?.note ?? before.stopNote,
  };
}

/** A step of an execution that goes on. */
function noteStep(changes: Changes, now: HeldExecution, happened: Happened): void {
  const { event } = happened;
  changes.events.push(eventRow(happened, now.state.attempt, stepType(event), stepData(happened)));
  if (event.type === "stop_requested" || event.type === "order_given") hintAgent(changes, now, event);
}

type ForAgent = Extract<ExecutionEvent, { type: "stop_requested" | "order_given" }>;

function hintAgent(
  changes: Changes,
  { id, runnerId, replicaId, state }: HeldExecution,
  event: ForAgent,
): void {
  if (!runnerId || !replicaId) return;
  const to = { executionId: id, attempt: state.attempt, runnerId, replicaId };
  const stop = state.stop && {
    reason: state.stop.reason,
    final: state.stop.final,
    serial: state.withdrawals,
    ...(state.stop.mode && { mode: state.stop.mode }),
  };
  if (event.type === "order_given") changes.hints.push({ type: "order", ...to, order: event.order, stop });
  else if (stop) changes.hints.push({ type: "stop", ...to, ...stop });
}

function stepType(event: ExecutionEvent): string {
  return event.type === "rung_reached" ? event.rung : event.type;
}

function stepData({ event, details }: Happened): Record<string, unknown> {
  switch (event.type) {
    case "stop_requested":
      return stopData(event, details);
    case "signalled":
      return { signal: event.signal };
    case "order_given":
      return { ...event.order };
    case "order_answered":
      return { ...event.order, refusal: event.refusal, ...details?.effect };
    default:
      return details?.data ?? {};
  }
}
