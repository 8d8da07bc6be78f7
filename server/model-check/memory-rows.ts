import type { PendingOrder } from "#db/schema/executions.ts";
import { executionsIn, planAgentBatches } from "#server/executions/plan-agent-batches.ts";
import type { Assignment, AttemptRef } from "#server/protocol/runner-agent.ts";
import type { RunnerRows } from "#server/runner/runner-rows.ts";
import { SAME_SIGN_MS } from "#server/runners/lease-watch.ts";
import type { LiveReplica } from "#server/runners/live-replicas.ts";

import { type ExecutionRow, MemoryTables, type ReplicaRow } from "./memory-tables.ts";

export type SyncRows = {
  [Name in keyof RunnerRows]: (
    ...rest: Parameters<RunnerRows[Name]>
  ) => Awaited<ReturnType<RunnerRows[Name]>>;
};

/** What a runner asks of the rows, done in memory. */
export class MemoryRows extends MemoryTables implements SyncRows {
  applyAgentEvents: SyncRows["applyAgentEvents"] = (batches) => {
    const known = batches.flatMap(({ replicaId }) => this.replicas.get(replicaId) ?? []);
    const replicas = new Map(
      known.map(({ id, serviceId, ackedSeq }) => [
        id,
        {
          id,
          serviceId,
          expectedSeq: ackedSeq,
          ackedSeq,
          readyAt: null,
          failedAt: null,
          lastError: null,
          reset: null,
        },
      ]),
    );
    const held = new Map(
      executionsIn(batches).flatMap((id) => {
        const row = this.executions.get(id);
        return row ? [[id, row.held] as const] : [];
      }),
    );
    const plan = planAgentBatches(batches, held, replicas);
    for (const { now, dirty } of plan.changes.executions.values()) {
      const place = this.held(now.id).replicaId ?? "";
      if (dirty && !replicas.has(place)) throw new Error(`a superseded attempt changed ${now.id}`);
    }
    for (const replica of plan.replicas.values()) {
      const said = batches
        .filter(({ replicaId }) => replicaId === replica.id)
        .flatMap(({ events }) => events);
      const seqs = new Set(said.map(({ seq }) => seq));
      for (let seq = replica.expectedSeq + 1; seq <= replica.ackedSeq; seq += 1) {
        if (!seqs.has(seq)) throw new Error(`event ${seq} was acknowledged and never applied`);
      }
      const row = this.replicas.get(replica.id) as ReplicaRow;
      row.ackedSeq = replica.ackedSeq;
      if (row.state === "starting" && replica.readyAt) row.state = "ready";
      if (replica.reset && (row.state === "starting" || row.state === "ready")) row.state = "draining";
    }
    for (const chunk of plan.chunks) {
      if (this.attempts.get(`${chunk.executionId}:${chunk.attempt}`)?.replicaId === chunk.replicaId)
        this.chunks.push(chunk);
    }
    this.write(plan.changes);
    return new Map([...plan.replicas.values()].map(({ id, ackedSeq }) => [id, ackedSeq]));
  };

  abandonAttempts: SyncRows["abandonAttempts"] = (refs, reason) =>
    refs.filter(({ executionId, attempt }) =>
      this.apply({
        executionId,
        event: { type: "abandoned", attempt, reason },
        at: this.now,
        actor: "runner",
      }),
    ).length;

  abandonReplica: SyncRows["abandonReplica"] = (id, reason) =>
    this.abandonAttempts(this.#placedOn(id), reason);

  ackedSeqOf: SyncRows["ackedSeqOf"] = (id) => this.replicas.get(id)?.ackedSeq ?? null;

  claimExecutions: SyncRows["claimExecutions"] = ({ runnerId, epoch, slots }) => {
    if (this.runners.get(runnerId)?.epoch !== epoch) return [];
    const free = slots.filter(({ replicaId }) => this.replicas.get(replicaId)?.state === "ready");
    const places = free.flatMap((slot) => Array<string>(slot.free).fill(slot.replicaId));
    const queue = [...this.executions.values()].filter(({ held }) => held.state.status === "created");
    return queue.slice(0, places.length).map((row, place) => {
      const replicaId = places[place] as string;
      const { held, policy } = row;
      const deadlineAt = new Date(this.now.getTime() + policy.executionTimeout * 1_000);
      const state = { ...held.state, status: "in-progress" as const, policy };
      row.held = { ...held, version: this.nextVersion(), runnerId, replicaId, deadlineAt, state };
      this.attempts.set(`${held.id}:${state.attempt}`, { replicaId, started: false });
      return { replicaId, serviceId: held.serviceId, assignment: this.#assignment(row) };
    });
  };

  endReplica: SyncRows["endReplica"] = (id, state) => {
    const row = this.replicas.get(id);
    if (row && !row.ended) Object.assign(row, { state, ended: true });
  };

  giveUp: SyncRows["giveUp"] = (silent) => {
    const reaped = { runners: 0, replicas: 0, executions: 0 };
    for (const sign of silent) {
      const row = this.replicas.get(sign.id);
      if (!row || row.ended || Math.abs(row.heartbeatAt - sign.at) >= SAME_SIGN_MS) continue;
      this.endReplica(sign.id, "lost", "");
      reaped.replicas += 1;
    }
    for (const { id, state, ended } of this.replicas.values())
      if (ended) reaped.executions += this.abandonReplica(id, state === "lost" ? "lost" : "reset");
    return reaped;
  };

  liveReplicas: SyncRows["liveReplicas"] = () =>
    [...this.replicas.values()].filter(({ ended }) => !ended).map((row) => ({ ...row }) as LiveReplica);

  noteReconnected: SyncRows["noteReconnected"] = () => {};

  noteStartFailure: SyncRows["noteStartFailure"] = () => {};

  placedAttempts: SyncRows["placedAttempts"] = (replicaId) =>
    this.#placedOn(replicaId).map((ref) => {
      const { state } = this.held(ref.executionId);
      const started = this.attempts.get(`${ref.executionId}:${ref.attempt}`)?.started ?? false;
      const { stop, withdrawals } = state;
      return {
        ...ref,
        started,
        stop: stop && { reason: stop.reason, final: stop.final, serial: withdrawals },
      };
    });

  readAssignments: SyncRows["readAssignments"] = (replicaId, ids) =>
    ids.flatMap((id) => {
      const row = this.executions.get(id);
      const here = row?.held.replicaId === replicaId && row.held.state.status === "in-progress";
      return row && here ? [this.#assignment(row)] : [];
    });

  renewLeases: SyncRows["renewLeases"] = ({ id, epoch }, replicas) => {
    const runner = this.runners.get(id);
    if (runner?.epoch !== epoch) return { held: false, lost: [] };
    runner.heartbeatAt = this.time.now;
    const lost = replicas.filter(({ replicaId, silentMs }) => {
      const row = this.replicas.get(replicaId);
      if (!row || row.ended) return true;
      row.heartbeatAt = this.time.now - silentMs;
      return false;
    });
    return { held: true, lost: lost.map(({ replicaId }) => replicaId) };
  };

  setReplicaReady: SyncRows["setReplicaReady"] = (id) => {
    const row = this.replicas.get(id);
    if (row?.state === "starting") Object.assign(row, { state: "ready", heartbeatAt: this.time.now });
  };

  signsOfLife: SyncRows["signsOfLife"] = () =>
    [...this.replicas.values()]
      .filter(({ ended }) => !ended)
      .map(({ id, heartbeatAt }) => ({ kind: "replica", id, at: heartbeatAt }));

  unanswered: SyncRows["unanswered"] = (runnerId) =>
    [...this.executions.values()].flatMap(({ held: { id, state, ...held } }) => {
      const { stop, order, withdrawals } = state;
      const wanting = stop?.rung === "requested" || order !== null;
      if (state.status !== "in-progress" || held.runnerId !== runnerId || !held.replicaId || !wanting)
        return [];
      return {
        executionId: id,
        attempt: state.attempt,
        runnerId,
        replicaId: held.replicaId,
        stop: stop && { reason: stop.reason, final: stop.final, serial: withdrawals },
        order: order as PendingOrder | null,
        delivered: stop !== null && stop.rung !== "requested",
        inMs: order?.kind === "deadline" ? Date.parse(order.at) - this.now.getTime() : null,
      };
    });

  #placedOn(replicaId: string): AttemptRef[] {
    return [...this.executions.values()]
      .filter(({ held }) => held.replicaId === replicaId && held.state.status === "in-progress")
      .map(({ held }) => ({ executionId: held.id, attempt: held.state.attempt }));
  }

  #assignment({ held, input, policy }: ExecutionRow): Assignment {
    const deadlineAt = held.deadlineAt ?? this.now;
    return {
      executionId: held.id,
      attempt: held.state.attempt,
      functionName: "run",
      input,
      policy,
      deadlineInMs: Math.max(0, deadlineAt.getTime() - this.now.getTime()),
      deadlineAt: deadlineAt.toISOString(),
      savedState: null,
    };
  }
}
