import type { AttemptRef, SequencedEvent } from "#server/protocol/runner-agent.ts";
import { type Changes, noChanges } from "./changes.ts";
import type { HeldExecution } from "./held-execution.ts";
import { noteNeighbourEnded, noteResetStarted } from "./note-reset.ts";
import { type AttemptEvent, type AutopsyRow, type LogChunk, planAgentEvent } from "./plan-agent-event.ts";
import { noSamples, noteSample, type Samples } from "./plan-samples.ts";

/** What one agent said, in order. */
export interface AgentBatch {
  replicaId: string;
  events: SequencedEvent[];
}

export interface HeldReplica {
  id: string;
  serviceId: string;
  /** As it was read. */
  expectedSeq: number;
  /** As it will be. */
  ackedSeq: number;
  readyAt: Date | null;
  lastError: string | null;
  /** Since when it takes nothing new, since it has failed; null when it has not. */
  failedAt: Date | null;
  /** For which attempt it is reset, and since when if that is new; null when it is not. */
  reset: (AttemptRef & { at: Date | null }) | null;
}

/** What batches do, to be written in one transaction. */
export interface AgentPlan {
  changes: Changes;
  chunks: LogChunk[];
  autopsies: AutopsyRow[];
  samples: Samples;
  replicas: Map<string, HeldReplica>;
}

/** The executions that batches speak of. */
export function executionsIn(batches: AgentBatch[]): string[] {
  const ids = batches.flatMap(({ events }) =>
    events.flatMap(({ event }) => ("executionId" in event ? [event.executionId] : [])),
  );
  return [...new Set(ids)];
}

/** Folds what agents said into one plan; what was applied before is left out. Decides, writes nothing. */
export function planAgentBatches(
  batches: AgentBatch[],
  held: Map<string, HeldExecution>,
  replicas: Map<string, HeldReplica>,
): AgentPlan {
  const plan: AgentPlan = { changes: noChanges(), chunks: [], autopsies: [], samples: noSamples(), replicas };
  for (const batch of batches) planBatch(plan, held, batch);
  return plan;
}

function planBatch(
  plan: AgentPlan,
  held: Map<string, HeldExecution>,
  { replicaId, events }: AgentBatch,
): void {
  const replica = plan.replicas.get(replicaId);
  if (!replica) return;
  for (const sequenced of events) {
    if (sequenced.seq <= replica.ackedSeq) continue;
    // One before it is missing: both come again, in order.
    if (sequenced.seq > replica.ackedSeq + 1) return;
    replica.ackedSeq = sequenced.seq;
    const { event } = sequenced;
    if (event.type === "ready") {
      replica.readyAt = new Date(sequenced.at);
    } else if (event.type === "replica_failed") {
      replica.lastError = event.message;
      replica.failedAt = new Date(sequenced.at);
    } else if (event.type === "reset_started") {
      const { executionId, attempt } = event;
      const at = new Date(sequenced.at);
      replica.reset ??= { executionId, attempt, at };
      noteResetStarted(plan.changes, replicaId, at, event);
    } else {
      const execution = held.get(event.executionId);
      const about = sequenced as SequencedEvent & { event: AttemptEvent };
      const chunk = execution && planAgentEvent(plan.changes, execution, replicaId, about);
      if (chunk) plan.chunks.push(chunk);
      if (execution) noteSample(plan, execution, replicaId, about);
      if (execution && event.type === "autopsy") plan.autopsies.push({ ...event, replicaId });
      if (event.type === "ended" && replica.reset) {
        noteNeighbourEnded(plan.changes, replicaId, replica.reset, { ...sequenced, event });
      }
    }
  }
  if (!replica.readyAt && !replica.lastError && !replica.reset?.at) return;
  for (const topic of ["runners", "services", `service:${replica.serviceId}`]) plan.changes.topics.add(topic);
}
