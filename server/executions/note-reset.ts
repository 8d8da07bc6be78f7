import type { AgentEvent, AttemptRef, SequencedEvent } from "#server/protocol/runner-agent.ts";
import type { Changes } from "./changes.ts";
import { eventRow } from "./happened.ts";

type EventOf<T extends AgentEvent["type"]> = Extract<AgentEvent, { type: T }>;

/** Code ignored its stop, and its replica is reset: noted there and on each neighbour that is waited for. */
export function noteResetStarted(
  changes: Changes,
  replicaId: string,
  at: Date,
  { executionId, attempt, waitsFor, until }: EventOf<"reset_started">,
): void {
  note(changes, replicaId, at, { executionId, attempt }, "reset_started", { waitsFor, until });
  for (const { until: neighbourUntil, ...neighbour } of waitsFor) {
    note(changes, replicaId, at, neighbour, "replica_draining", { by: executionId, until: neighbourUntil });
  }
}

/** What ends in a replica that is being reset is told to the one because of which it is. */
export function noteNeighbourEnded(
  changes: Changes,
  replicaId: string,
  resetBy: AttemptRef,
  { at, event }: SequencedEvent & { event: EventOf<"ended"> },
): void {
  const { executionId, attempt, outcome } = event;
  if (executionId === resetBy.executionId || outcome.type === "refused") return;
  const data = { executionId, attempt, outcome: outcome.type };
  note(changes, replicaId, new Date(at), resetBy, "neighbour_ended", data);
}

function note(
  changes: Changes,
  replicaId: string,
  at: Date,
  { executionId, attempt }: AttemptRef,
  type: string,
  data: Record<string, unknown>,
): void {
  changes.events.push({ ...eventRow({ executionId, at, actor: "agent" }, attempt, type, data), replicaId });
  changes.topics.add(`execution:${executionId}`);
}
