import type { OrderEffect } from "#server/domain/order.ts";
import type { StopMode, StopReason } from "#server/domain/stop.ts";
import type { ExecutionEvent } from "#server/domain/transition.ts";
import type { EventRow } from "./changes.ts";

/** Something that happened to an execution, and when, by whose word. */
export interface Happened {
  executionId: string;
  event: ExecutionEvent;
  at: Date;
  /** A person's address, or `runner`, `agent`, `system`. */
  actor: string;
  /** Set when an agent speaks: it may only speak of attempts that are placed on this replica. */
  replicaId?: string;
  details?: HappenedDetails;
  /** What the audit calls it when a person did it; it is written only if something changed. */
  audit?: string;
}

export interface HappenedDetails {
  /** Why a stop was asked for, in the asker's words. */
  note?: string | null;
  /** The parent with which it was terminated. */
  withParent?: string | null;
  /** What a rung came with. */
  data?: Record<string, unknown>;
  output?: unknown;
  error?: { type: string; message: string; stack?: string };
  exitCode?: number | null;
  exitSignal?: string | null;
  strays?: number;
  /** Its function was left; the worker runs others and goes on. */
  workerGoesOn?: true | undefined;
  /** Milliseconds that its code went without a checkpoint at most. */
  longestCheckpointGapMs?: number | undefined;
  /** What an order changed. */
  effect?: OrderEffect | null;
}

export function eventRow(
  { executionId, at, actor }: Pick<Happened, "executionId" | "at" | "actor">,
  attempt: number,
  type: string,
  data: Record<string, unknown>,
): EventRow {
  return { executionId, attempt, type, at, actor, data };
}

/** Why a stop was asked for, for the row that says so. */
export function stopData(
  { reason, mode }: { reason: StopReason; mode?: StopMode },
  details: HappenedDetails = {},
): Record<string, unknown> {
  const { note, withParent } = details;
  return { reason, ...(mode && { mode }), ...(note && { note }), ...(withParent && { withParent }) };
}

/** How a run ended, for the rows that say so. */
export function exitData({ event, details = {} }: Happened): Record<string, unknown> {
  return {
    ...(event.type === "ended" && { outcome: event.outcome.type }),
    exitCode: details.exitCode ?? null,
    exitSignal: details.exitSignal ?? null,
    strays: details.strays ?? 0,
  };
}
