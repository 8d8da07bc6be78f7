import type { OrderRefusal } from "./order.ts";
import { type ExecutionStatus, isTerminal } from "./status.ts";
import type { Stop } from "./stop.ts";

/** The screen disables by the same predicates that the server refuses by. */
export function canTerminate(execution: { status: ExecutionStatus; stop: Stop | null }): boolean {
  return !isTerminal(execution.status) && !execution.stop?.final;
}

/** Why not, of one that can't be terminated. */
export function terminateRefusal({ status }: { status: ExecutionStatus }): OrderRefusal {
  return isTerminal(status) ? "over" : "stopping";
}

export function canRerun(execution: { status: ExecutionStatus }): boolean {
  return isTerminal(execution.status);
}
