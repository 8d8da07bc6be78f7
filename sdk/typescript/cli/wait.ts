import type { CurfewClient } from "../client/client.ts";
import type { Execution, ExecutionStatus } from "../client/types.ts";
import { executionFacts, statusOf } from "./execution-words.ts";
import { UsageFault } from "./input.ts";
import { show, type Terminal } from "./terminal.ts";

/** What `wait` ends with. */
export const EXIT_BY_STATUS: Partial<Record<ExecutionStatus, number>> = {
  success: 0,
  failed: 4,
  terminated: 5,
};
export const EXIT_STILL_RUNNING = 6;

/** Follows an execution to its end; gives the exit code. `timeout` is in seconds. */
export async function waitFor(
  client: CurfewClient,
  id: string,
  timeout: string | undefined,
  terminal: Terminal,
): Promise<number> {
  const signal = timeout === undefined ? undefined : AbortSignal.timeout(milliseconds(timeout));
  try {
    const settings = { onAnswer: noteChanges(terminal), ...(signal ? { signal } : {}) };
    const execution = await client.executions.wait(id, settings);
    show(terminal, execution, (ended) => executionFacts(ended, Date.now()));
    return EXIT_BY_STATUS[execution.status] ?? 1;
  } catch (error) {
    if (!signal?.aborted) throw error;
    terminal.note(`Execution ${id} had not ended after ${timeout} s`);
    return EXIT_STILL_RUNNING;
  }
}

function milliseconds(timeout: string): number {
  const seconds = Number(timeout);
  if (seconds > 0 && seconds <= 31_536_000) return seconds * 1000;
  throw new UsageFault(`--timeout must be a number of seconds, not "${timeout}"`);
}

function noteChanges(terminal: Terminal): (execution: Execution) => void {
  let last = "";
  return (execution) => {
    const words = statusOf(execution);
    if (words !== last && !terminal.json) terminal.note(words);
    last = words;
  };
}
