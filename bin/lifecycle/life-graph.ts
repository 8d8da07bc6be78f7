import { EXECUTION_STATUSES, type ExecutionStatus, isTerminal } from "#server/domain/status.ts";
import { STOP_REASONS, STOP_RUNGS, type Stop } from "#server/domain/stop.ts";
import {
  type ExecutionEvent,
  type ExecutionState,
  transition,
  waitingFor,
} from "#server/domain/transition.ts";

/** A status as people see it: `stopping` is `in-progress` with a stop under way. */
export type LifeNode = ExecutionStatus | "stopping";

/** What some event does to some execution in `from`. */
export interface LifeEdge {
  from: LifeNode;
  to: LifeNode;
  /** The event's type, with its outcome. */
  event: string;
}

/** Every step that `transition` takes, found by asking it about every kind of execution and event. */
export function lifeEdges(): LifeEdge[] {
  const found = new Map<string, LifeEdge>();
  for (const state of everyState()) {
    for (const event of everyEvent()) {
      const next = transition(state, event);
      if (!next) continue;
      const edge = { from: nodeOf(state), to: nodeOf(next), event: nameOf(event) };
      found.set(`${edge.from} ${edge.to} ${edge.event}`, edge);
    }
  }
  return [...found.values()];
}

function nodeOf({ status, stop }: ExecutionState): LifeNode {
  return status === "in-progress" && stop ? "stopping" : status;
}

function nameOf(event: ExecutionEvent): string {
  return event.type === "ended" ? `ended: ${event.outcome.type}` : event.type;
}

function everyState(): ExecutionState[] {
  const policies = (["failed", "rerun"] as const).flatMap((onReset) =>
    [1, 2].flatMap((maxAttempts) => [0, 1].map((maxRetries) => ({ onReset, maxAttempts, maxRetries }))),
  );
  return EXECUTION_STATUSES.flatMap((status): ExecutionState[] => {
    if (status === "created" || isTerminal(status)) return [{ ...waitingFor(1), status }];
    return policies.flatMap((policy) =>
      [null, ...everyStop()].map((stop) => ({ ...waitingFor(1), status, policy, stop })),
    );
  });
}

function everyStop(): Stop[] {
  const signals = [null, "SIGTERM", "SIGKILL"] as const;
  return STOP_REASONS.flatMap((reason) =>
    STOP_RUNGS.flatMap((rung) =>
      signals.flatMap((signal) =>
        [false, true].map((seen) => ({ reason, rung, signal, final: reason === "terminated", seen })),
      ),
    ),
  );
}

function everyEvent(): ExecutionEvent[] {
  const attempt = 1;
  return [
    { type: "claimed", policy: { onReset: "failed", maxAttempts: 1 } },
    ...STOP_REASONS.map((reason) => ({ type: "stop_requested", reason }) as const),
    ...(["delivered", "seen", "saved", "exited"] as const).map(
      (rung) => ({ type: "rung_reached", attempt, rung }) as const,
    ),
    ...(["SIGTERM", "SIGKILL"] as const).map((signal) => ({ type: "signalled", attempt, signal }) as const),
    { type: "queue_expired", attempt },
    { type: "order_given", order: { kind: "withdraw", id: "1", stop: 0 } },
    {
      type: "order_answered",
      attempt,
      order: { kind: "withdraw", id: "1", stop: 0 },
      refusal: null,
    },
    { type: "ended", attempt, outcome: { type: "returned" } },
    { type: "ended", attempt, outcome: { type: "raised" } },
    { type: "ended", attempt, outcome: { type: "stopped" } },
    { type: "ended", attempt, outcome: { type: "crashed", outOfMemory: false } },
    { type: "ended", attempt, outcome: { type: "crashed", outOfMemory: true } },
    ...(["reset", "lost"] as const).map((reason) => ({ type: "abandoned", attempt, reason }) as const),
  ];
}
