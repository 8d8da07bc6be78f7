import { type CurfewClient, WaitTimeout } from "../client/client.ts";
import type { Execution, ExecutionRow, ExecutionStatus } from "../client/types.ts";
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

/** Seconds between two looks while it runs, so that what is told of it stays fresh; its end is told at once. */
const LOOK_SECONDS = 5;

/** Follows an execution to its end; gives the exit code. `timeout` is in seconds. */
export async function waitFor(
  client: CurfewClient,
  id: string,
  timeout: string | undefined,
  terminal: Terminal,
): Promise<number> {
  return await untilTimeout(terminal, async () => {
    const onAnswer = noteChanges(terminal);
    const settings = { ...patience(timeout, terminal), hold: LOOK_SECONDS, onAnswer };
    onAnswer(await client.executions.get(id));
    const execution = await client.executions.wait(id, settings);
    show(terminal, execution, (ended) => executionFacts(ended, Date.now()));
    return EXIT_BY_STATUS[execution.status] ?? 1;
  });
}

/** The same for several: each is told when it ends, and the exit code is that of the worst. */
export async function waitForAll(
  client: CurfewClient,
  ids: string[],
  timeout: string | undefined,
  terminal: Terminal,
): Promise<number> {
  return await untilTimeout(terminal, async () => {
    let worst = 0;
    for await (const row of client.executions.asCompleted(ids, patience(timeout, terminal))) {
      terminal.print(terminal.json ? JSON.stringify(row) : oneLine(row));
      worst = Math.max(worst, EXIT_BY_STATUS[row.status] ?? 1);
    }
    return worst;
  });
}

/** Says that Curfew is away, and that this is not the end. */
export function sayAway(terminal: Terminal): (error: Error) => void {
  return ({ message }) => terminal.note(`${message}. Executions go on; asking again …`);
}

async function untilTimeout(terminal: Terminal, wait: () => Promise<number>): Promise<number> {
  try {
    return await wait();
  } catch (error) {
    if (!(error instanceof WaitTimeout)) throw error;
    terminal.note(error.message);
    return EXIT_STILL_RUNNING;
  }
}

function patience(timeout: string | undefined, terminal: Terminal) {
  return { onAway: sayAway(terminal), ...(timeout !== undefined && { timeout: secondsOf(timeout) }) };
}

function secondsOf(timeout: string): number {
  const seconds = Number(timeout);
  if (seconds > 0 && seconds <= 31_536_000) return seconds;
  throw new UsageFault(`--timeout must be a number of seconds, not "${timeout}"`);
}

function oneLine(row: ExecutionRow): string {
  return `${row.id}  ${row.serviceName}  ${statusOf(row)}`;
}

function noteChanges(terminal: Terminal): (execution: Execution) => void {
  let last = "";
  return (execution) => {
    const words = statusOf(execution);
    if (words !== last && !terminal.json) terminal.note(words);
    last = words;
  };
}
