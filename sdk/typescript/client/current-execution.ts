import { runningExecution } from "../service/execution-binding.ts";

/**
 * The execution whose code makes this call: that of the service's function, or the one whose worker started this
 * process. Null outside of one.
 */
export function currentExecution(): string | null {
  return runningExecution()?.context.executionId ?? process.env.CURFEW_EXECUTION_ID ?? null;
}
