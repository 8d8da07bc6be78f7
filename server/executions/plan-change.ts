import { statusTopics } from "#db/notify.ts";
import { type ExecutionEvent, isLate, transition } from "#server/domain/transition.ts";
import { type Changes, changeOf } from "./changes.ts";
import { eventRow, exitData, type Happened } from "./happened.ts";
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
  if (after.status !== before.state.status) planEnd(changes, change, before, happened);
  else noteStep(changes, change.now, happened);
  audit(changes, happened);
  for (const topic of statusTopics(held.id, held.serviceId)) changes.topics.add(topic);
  return "changed";
}

function audit(changes: Changes, { executionId, at, actor, audit: action, details }: Happened): void {
  if (!action) return;
  changes.audits.push({ executionId, at, actor, action, data: details?.note ? { note: details.note } : {} });
}

/** A late result is kept as a note: it never changes what was decided without it. */
function noteLate(changes: Changes, happened: Happened): Effect {
  const { event, replicaId } = happened;
  if (event.type !== "ended") return "late";
  changes.events.push({
    ...eventRow(happened, event.attempt, "late_result", exitData(happened)),
    ...(replicaId && { replicaId }),
  });
  changes.topics.add(`execution:${happened.executionId}`);
  return "late";
}

type Stop = HeldExecution["state"]["stop"];
type StopColumns = Partial<
  Pick<HeldExecution, "stopRungAt" | "stopRequestedAt" | "stopRequestedBy" | "stopNote">
>;

function stopColumns(
  before: HeldExecution,
  { event, at, actor, details }: Happened,
  after: Stop,
): StopColumns {
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
  const { stop, attempt } = now.state;
  if (event.type !== "stop_requested" || !stop || !now.runnerId || !now.replicaId) return;
  changes.hints.push({
    type: "stop",
    executionId: now.id,
    attempt,
    runnerId: now.runnerId,
    replicaId: now.replicaId,
    reason: stop.reason,
    final: stop.final,
  });
}

function stepType(event: ExecutionEvent): string {
  return event.type === "rung_reached" ? event.rung : event.type;
}

function stepData({ event, details }: Happened): Record<string, unknown> {
  switch (event.type) {
    case "stop_requested":
      return { reason: event.reason, ...(details?.note && { note: details.note }) };
    case "signalled":
      return { signal: event.signal };
    default:
      return details?.data ?? {};
  }
}
