import { keptSlot, PROGRESS_SLOT_MS, slotAt } from "#server/domain/samples.ts";
import type { AgentEvent, AttemptRef, SequencedEvent } from "#server/protocol/runner-agent.ts";
import type { Changes } from "./changes.ts";
import type { HeldExecution } from "./held-execution.ts";

interface SampleRow extends AttemptRef {
  replicaId: string;
  slot: number;
  at: string;
}

export type UsageRow = SampleRow &
  Omit<Extract<AgentEvent, { type: "usage" }>, "type" | keyof AttemptRef | "slot">;

export interface ProgressRow extends SampleRow {
  percent: number | null;
  metrics: Record<string, number> | null;
}

/** What agents measured and code reported, on its way to its rows: one of each slot. */
export interface Samples {
  usage: UsageRow[];
  progress: Map<string, ProgressRow>;
}

export function noSamples(): Samples {
  return { usage: [], progress: new Map() };
}

/** Keeps what `event` tells of the time until now, if it tells something. */
export function noteSample(
  { samples, changes }: { samples: Samples; changes: Changes },
  held: HeldExecution,
  replicaId: string,
  { at, event }: SequencedEvent,
): void {
  if (event.type === "usage") {
    const { type: _, ...rest } = event;
    samples.usage.push({ ...rest, replicaId, at });
  }
  if (event.type !== "progress" || event.attempt !== held.state.attempt || !held.startedAt) return;
  const { executionId, attempt, metrics } = event;
  const percent = event.percent === null ? null : Math.min(100, Math.max(0, event.percent));
  if (percent === null && metrics === null) return;
  const slot = keptSlot(slotAt(Date.parse(at) - held.startedAt.getTime(), PROGRESS_SLOT_MS));
  const row = { executionId, attempt, replicaId, slot, at, percent, metrics };
  samples.progress.set(`${executionId}#${attempt}#${slot}`, row);
  changes.topics.add(`samples:${executionId}`);
}
