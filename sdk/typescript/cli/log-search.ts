import type { CurfewClient } from "../client/client.ts";
import type { LogLevel, SearchLogs } from "../client/log-search.ts";
import { UsageFault, wholeNumber } from "./input.ts";
import { printLine } from "./print-line.ts";
import type { Terminal } from "./terminal.ts";

export interface LogOptions {
  follow?: boolean;
  attempt?: string;
  search?: string;
  level?: string[];
}

/** Prints all lines of one attempt that are looked for. */
export async function searchLogs(
  client: CurfewClient,
  terminal: Terminal,
  id: string,
  { follow, attempt, search, level }: LogOptions,
): Promise<void> {
  if (follow)
    throw new UsageFault("--follow goes with neither --search nor --level: they look at what is there");
  const what: SearchLogs = {
    ...(search && { text: search }),
    ...(level && { levels: level as LogLevel[] }),
    ...(attempt && { attempt: wholeNumber("--attempt", attempt) }),
    limit: 1_000,
  };
  let fromLine = 0;
  for (;;) {
    const page = await client.executions.searchLogs(id, { ...what, fromLine });
    for (const line of page.lines) printLine(terminal, line, page.attempt);
    fromLine = page.nextLine;
    what.attempt = page.attempt;
    if (fromLine >= page.totalLines) return;
  }
}
