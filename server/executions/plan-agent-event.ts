import { progressTopics } from "#db/notify.ts";
import type { LogLine } from "#db/schema/log-chunks.ts";
import { type Autopsy, blockedAt } from "#server/domain/autopsy.ts";
import type { AgentEvent, SequencedEvent } from "#server/protocol/runner-agent.ts";
import { type Changes, changeOf, patchAttempt } from "./changes.ts";
import { eventRow, type Happened } from "./happened.ts";
import type { HeldExecution } from "./held-execution.ts";
import { planChange } from "./plan-change.ts";

/** An autopsy on its way to its row. */
export interface AutopsyRow {
  executionId: string;
  attempt: number;
  replicaId: string;
  autopsy: Autopsy;
}

export interface LogChunk {
  executionId: string;
  attempt: number;
  replicaId: string;
  firstLine: number;
  lines: LogLine[];
}

/** An event of an agent about an attempt; `ready`, `replica_failed` and `reset_started` are about the replica. */
export type AttemptEvent = Exclude<AgentEvent, { type: "ready" | "replica_failed" | "reset_started" }>;

/** Folds what the agent of `replicaId` says about `held` into `changes`; log lines are given back. */
export function planAgentEvent(
  changes: Changes,
  held: HeldExecution,
  replicaId: string,
  { at, event }: SequencedEvent & { event: AttemptEvent },
): LogChunk | null {
  const happened = { executionId: held.id, at: new Date(at), actor: "agent", replicaId };
  const { attempt } = event;
  switch (event.type) {
    case "log": {
      changes.topics.add(`logs:${held.id}`);
      const { firstLine, lines } = event;
      return { executionId: held.id, attempt, replicaId, firstLine, lines };
    }
    case "autopsy": {
      const { signal, noStacks } = event.autopsy;
      const data = { signal, blockedAt: blockedAt(event.autopsy), noStacks };
      changes.events.push({ ...eventRow(happened, attempt, "autopsy", data), replicaId });
      changes.topics.add(`execution:${held.id}`);
      return null;
    }
    case "usage":
      changes.topics.add(`samples:${held.id}`);
      return null;
    case "rung_reached":
      planChange(changes, held, {
        ...happened,
        event: { type: event.type, attempt, rung: event.rung },
        details: { data: event.data },
      });
      return null;
    case "signalled":
      planChange(changes, held, { ...happened, event });
      return null;
    case "stop_started":
      planChange(changes, held, {
        ...happened,
        event: { type: "stop_requested", reason: event.reason, attempt },
        details: { note: event.note },
      });
      return null;
    case "order_answered": {
      const { order, refusal, effect } = event;
      planChange(changes, held, {
        ...happened,
        event: { type: event.type, attempt, order, refusal },
        details: { effect },
      });
      return null;
    }
    case "ended": {
      const { outcome, output, error, exitCode, exitSignal, strays, workerGoesOn } = event;
      const { longestCheckpointGapMs } = event;
      planChange(changes, held, {
        ...happened,
        event: { type: "ended", attempt, outcome },
        details: {
          output,
          ...(error && { error }),
          exitCode,
          exitSignal,
          strays,
          workerGoesOn,
          longestCheckpointGapMs,
        },
      });
      return null;
    }
    default:
      keepReport(changes, held, happened, event);
      return null;
  }
}

type Report = Extract<
  AttemptEvent,
  { type: "started" | "progress" | "checkpoint" | "saved" | "deadline_extended" | "stalled" | "moving_again" }
>;

/** What the running attempt reports of itself; of any other it is too late to matter. */
function keepReport(
  changes: Changes,
  held: HeldExecution,
  { executionId, at, actor, replicaId }: Omit<Happened, "event">,
  event: Report,
): void {
  const change = changeOf(changes, held);
  const { state } = change.now;
  const current = state.status === "in-progress" && state.attempt === event.attempt;
  if (!current || change.now.replicaId !== replicaId) return;
  const goesOn = event.type === "progress" || event.type === "checkpoint";
  const topics = goesOn ? progressTopics(executionId) : ["executions", `execution:${executionId}`];
  for (const topic of topics) changes.topics.add(topic);
  const note = (type: string, data: Record<string, unknown>) =>
    changes.events.push(eventRow({ executionId, at, actor }, event.attempt, type, data));
  if (event.type === "started") {
    patchAttempt(changes, { executionId, attempt: event.attempt, workerPid: event.pid });
    note("started", { pid: event.pid });
    return;
  }
  if (event.type === "stalled" || event.type === "moving_again") {
    const stalled = event.type === "stalled";
    change.dirty = true;
    change.telemetry.stalledAt = stalled ? at : null;
    note(event.type, stalled ? { seconds: event.seconds } : {});
    return;
  }
  change.dirty = true;
  if (event.type === "deadline_extended") {
    const { attempt, seconds, from, to } = event;
    // Where that is by its agent's clock says nothing to a reader of the row, whose clock is the database's.
    const before = change.deadlineAt ?? change.now.deadlineAt ?? new Date(from);
    change.deadlineAt = new Date(before.getTime() + seconds * 1_000);
    patchAttempt(changes, { executionId, attempt, deadlineAt: change.deadlineAt });
    note("deadline_extended", { seconds, from, to });
  } else if (event.type === "progress") {
    const { message, metrics } = event;
    const percent = event.percent === null ? null : Math.min(100, Math.max(0, event.percent));
    change.telemetry.progress = { percent, message, metrics, at };
  } else if (event.type === "checkpoint") {
    change.telemetry.checkpoint = { intervalMs: event.intervalMs, at };
  } else if (event.type === "saved") {
    change.telemetry.saved = { state: event.state, at };
    note("state_saved", {});
  }
}
