/** NOTIFY channels. A notification is a hint, sent in the transaction that it speaks of; a poll stands behind each. */

/** Wakes runners: something can be claimed, or a stop was asked for. Payload: WorkHint as JSON. */
export const WORK_CHANNEL = "curfew_work";

export type WorkHint =
  | { type: "created"; serviceId: string }
  | {
      type: "stop";
      executionId: string;
      attempt: number;
      runnerId: string;
      replicaId: string;
      reason: "terminated" | "timeout" | "reset" | "lost";
      final: boolean;
    }
  /** A service's revision, pause or replica count changed. */
  | { type: "service"; serviceId: string };

/** Wakes screens. Payload: topics as JSON, for instance ["executions","execution:0198…","services","runners"]. */
export const CHANGES_CHANNEL = "curfew_changes";
