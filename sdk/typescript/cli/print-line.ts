import type { LogLine } from "../client/types.ts";
import type { Terminal } from "./terminal.ts";

/** A line where it was written to: stderr and what Curfew says apart from the rest. */
export function printLine(terminal: Terminal, line: LogLine, attempt: number): void {
  if (terminal.json) terminal.print(JSON.stringify({ attempt, ...line }));
  else if (line.stream === "stdout") terminal.print(line.text);
  else terminal.note(line.stream === "stderr" ? line.text : `[${line.stream}] ${line.text}`);
}
