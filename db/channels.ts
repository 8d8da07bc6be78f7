/** NOTIFY channels. A notification is a hint, sent in the transaction that it speaks of; a poll stands behind each. */

/** Wakes runners: something can be claimed, or a stop was asked for. Payload: WorkHint as JSON. */
export const WORK_CHANNEL = "curfew_work";

import type { Order } from "#server/domain/order.ts";
import type { StopMode, StopReason } from "#server/domain/stop.ts";

/** A stop on its way to an agent; `serial` counts the stops of its attempt that were withdrawn before it. */
export interface StopHint {
  executionId: string;
  attempt: number;
  runnerId: string;
  replicaId: string;
  reason: StopReason;
  final: boolean;
  serial: number;
  /** Absent: `checkpoint`. */
  mode?: StopMode;
}

/** An order on its way to an agent, with the stop that it is about; null when there is none. */
export interface OrderHint {
  executionId: string;
  attempt: number;
  runnerId: string;
  replicaId: string;
  order: Order;
  stop: Pick<StopHint, "reason" | "final" | "serial" | "mode"> | null;
}

export type WorkHint =
  | { type: "created"; serviceId: string }
  | ({ type: "stop" } & StopHint)
  | ({ type: "order" } & OrderHint)
  /** A service's revision, pause or replica count changed. */
  | { type: "service"; serviceId: string }
  /** A runner is to drain, or to take work again. */
  | { type: "runner"; runnerId: string };

/** Wakes screens. Payload: topics as JSON, for instance ["executions","execution:0198…","services","runners"]. */
export const CHANGES_CHANNEL = "curfew_changes";
