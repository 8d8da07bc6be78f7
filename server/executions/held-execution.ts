import type { Database } from "#db/client.ts";
import type { PendingOrder } from "#db/schema/executions.ts";
import type { Policy } from "#server/domain/policy.ts";
import type { EndReason, ExecutionStatus } from "#server/domain/status.ts";
import type { StopMode, StopReason, StopRung, StopSignal } from "#server/domain/stop.ts";
import type { ExecutionState } from "#server/domain/transition.ts";
import { lostBefore } from "./unverified.ts";

/** An execution as it was read to be changed. */
export interface HeldExecution {
  id: string;
  /** Changes with each write of the row: what is decided on this reading is written only if it still holds. */
  version: string;
  serviceId: string;
  parentId: string | null;
  runnerId: string | null;
  replicaId: string | null;
  state: ExecutionState;
  message: string | null;
  endedAt: Date | null;
  deadlineAt: Date | null;
  startedAt: Date | null;
  savedAt: Date | null;
  /** Percent. */
  progress: number | null;
  stopRungAt: Date | null;
  stopRequestedAt: Date | null;
  stopRequestedBy: string | null;
  stopNote: string | null;
  /** The attempt before was lost: it may run on. */
  lostBefore: boolean;
  /** How often workers of its revision have crashed in a row by now. */
  crashes: number;
  /** Who gave the order that its agent has not answered, and when; null when there is none. */
  orderGiven: { givenAt: string; givenBy: string } | null;
}

interface Row extends Omit<HeldExecution, "state" | "orderGiven"> {
  status: ExecutionStatus;
  reason: EndReason | null;
  attempt: number;
  policy: Policy | null;
  stopReason: StopReason | null;
  stopMode: StopMode | null;
  stopRung: StopRung | null;
  stopSignal: StopSignal | null;
  stopFinal: boolean;
  stopSeen: boolean;
  stopMoreSeconds: number;
  pendingOrder: PendingOrder | null;
  withdrawals: number;
  retries: number;
}

/** By id; ids that no execution has are left out. */
export async function readHeld({ sql }: Database, ids: string[]): Promise<Map<string, HeldExecution>> {
  const rows = await sql<Row[]>`
    select id, e.xmin::text as version, service_id as "serviceId", parent_id as "parentId", runner_id as "runnerId",
      replica_id as "replicaId", status, reason, message, attempt, policy, ended_at as "endedAt", deadline_at as "deadlineAt",
      started_at as "startedAt", saved_at as "savedAt", progress,
      stop_reason as "stopReason", stop_mode as "stopMode", stop_rung as "stopRung", stop_rung_at as "stopRungAt",
      stop_signal as "stopSignal", stop_final as "stopFinal", stop_seen as "stopSeen",
      stop_requested_at as "stopRequestedAt", stop_requested_by as "stopRequestedBy", stop_note as "stopNote",
      stop_more_seconds as "stopMoreSeconds", pending_order as "pendingOrder", withdrawals, retries,
      e.attempt > 1 and ${lostBefore(sql)} as "lostBefore",
      coalesce((select c.count from crash_streaks c
        where c.service_id = e.service_id and c.revision = e.revision), 0) as crashes
    from executions e where id = any(${ids}::uuid[])`;
  return new Map(rows.map((row) => [row.id, toHeld(row)]));
}

function toHeld(row: Row): HeldExecution {
  const { status, reason, attempt, policy, pendingOrder, withdrawals, retries, ...others } = row;
  const { stopReason, stopMode, stopRung, stopSignal, stopFinal, stopSeen, stopMoreSeconds, ...rest } =
    others;
  const stop =
    stopReason && stopRung
      ? {
          reason: stopReason,
          ...(stopMode && { mode: stopMode }),
          rung: stopRung,
          signal: stopSignal,
          final: stopFinal,
          seen: stopSeen,
          moreSeconds: stopMoreSeconds,
        }
      : null;
  const state = { status, reason, attempt, policy, stop, order: pendingOrder, withdrawals, retries };
  return { ...rest, orderGiven: pendingOrder, state };
}
