import type { WorkHint } from "#db/channels.ts";
import type { Policy } from "#server/domain/policy.ts";
import { isTerminal } from "#server/domain/status.ts";
import { waitingFor } from "#server/domain/transition.ts";
import { type Changes, type EventRow, noChanges } from "#server/executions/changes.ts";
import type { Happened } from "#server/executions/happened.ts";
import type { HeldExecution } from "#server/executions/held-execution.ts";
import type { LogChunk } from "#server/executions/plan-agent-event.ts";
import { planChange } from "#server/executions/plan-change.ts";
import type { LiveReplica } from "#server/runners/live-replicas.ts";

export interface ExecutionRow {
  held: HeldExecution;
  input: Record<string, unknown>;
  policy: Policy;
}
export interface AttemptRow {
  replicaId: string;
  started: boolean;
}
export interface ReplicaRow extends Omit<LiveReplica, "state"> {
  state: LiveReplica["state"] | "stopped" | "failed" | "lost";
  heartbeatAt: number;
  ended: boolean;
}

/**
 * The rows in memory: what is written is decided by the real planners, at once and by one at a time. Whoever breaks a
 * promise that rows alone can see throws.
 */
export class MemoryTables {
  readonly executions = new Map<string, ExecutionRow>();
  readonly attempts = new Map<string, AttemptRow>();
  readonly replicas = new Map<string, ReplicaRow>();
  readonly runners = new Map<string, { epoch: number; heartbeatAt: number; lost: boolean }>();
  readonly events: EventRow[] = [];
  readonly chunks: LogChunk[] = [];
  /** Hears what runners are told. */
  onHint: (hint: WorkHint) => void = () => {};
  protected readonly time: { now: number };
  #versions = 0;

  constructor(time: { now: number }) {
    this.time = time;
  }

  get now(): Date {
    return new Date(Date.UTC(2026, 0, 1) + this.time.now);
  }

  create(id: string, serviceId: string, input: Record<string, unknown>, policy: Policy): void {
    const none = { stopRungAt: null, stopRequestedAt: null, stopRequestedBy: null, stopNote: null };
    const nowhere = {
      runnerId: null,
      replicaId: null,
      message: null,
      parentId: null,
      endedAt: null,
      deadlineAt: null,
      startedAt: null,
      savedAt: null,
      progress: null,
      lostBefore: false,
      crashes: 0,
    };
    const held = { id, version: "0", serviceId, state: waitingFor(1), orderGiven: null, ...none, ...nowhere };
    this.executions.set(id, { held, input, policy });
    this.onHint({ type: "created", serviceId });
  }

  apply(happened: Happened): boolean {
    const changes = noChanges();
    const row = this.executions.get(happened.executionId);
    const effect = row && planChange(changes, row.held, happened);
    this.write(changes);
    return effect === "changed";
  }

  protected held(id: string): HeldExecution {
    const row = this.executions.get(id);
    if (!row) throw new Error(`there is no execution ${id}`);
    return row.held;
  }

  protected nextVersion(): string {
    this.#versions += 1;
    return String(this.#versions);
  }

  protected write(changes: Changes): void {
    for (const [id, change] of changes.executions) {
      if (!change.dirty) continue;
      const row = this.executions.get(id) as ExecutionRow;
      if (isTerminal(row.held.state.status)) throw new Error(`${id} had ended and was changed`);
      const deadlineAt = change.requeued ? null : (change.deadlineAt ?? change.now.deadlineAt);
      row.held = { ...change.now, deadlineAt, version: this.nextVersion() };
    }
    for (const { executionId, attempt, workerPid } of changes.attempts.values()) {
      const row = this.attempts.get(`${executionId}:${attempt}`);
      if (row && workerPid !== undefined) row.started = true;
    }
    this.events.push(
      ...changes.events.filter(
        ({ replicaId, executionId, attempt }) =>
          replicaId === undefined || this.attempts.get(`${executionId}:${attempt}`)?.replicaId === replicaId,
      ),
    );
    for (const hint of changes.hints) this.onHint(hint);
  }
}
