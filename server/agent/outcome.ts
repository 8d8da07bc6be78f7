import type { StopSignal } from "../domain/stop.ts";
import type { Outcome } from "../domain/transition.ts";

/** What the worker said of its run; null when it said nothing. */
export type WorkerReport =
  | { type: "returned"; output: unknown }
  | { type: "raised"; error: RunError }
  | { type: "stopped"; output: unknown };

export interface RunError {
  type: string;
  message: string;
  stack?: string;
}

/** How the worker's own process ended; both null when nobody could tell. */
export interface WorkerExit {
  code: number | null;
  /** Name of the signal that ended it. */
  signal: string | null;
  /** True when its process runs others and goes on: only its own function was left. */
  goesOn?: boolean;
}

export interface RunEnd {
  report: WorkerReport | null;
  exit: WorkerExit;
  /** The strongest signal that the agent sent to it; null when none. */
  sent: StopSignal | null;
  /** True once user code met the stop, and also when it was stopped before its code began. */
  seen: boolean;
  outOfMemory: boolean;
}

export interface Ending {
  outcome: Outcome;
  output?: unknown;
  error?: RunError;
}

/** How a run of a service class ended. What the worker said counts; without a word it was stopped or it crashed. */
export function classEnding(end: RunEnd): Ending {
  const { report } = end;
  if (report?.type === "returned") return { outcome: { type: "returned" }, output: report.output };
  if (report?.type === "raised") return { outcome: { type: "raised" }, error: report.error };
  if (report?.type === "stopped") return { outcome: { type: "stopped" }, ...withOutput(report.output) };
  if (end.sent || end.seen) return { outcome: { type: "stopped" } };
  return crash(end);
}

/** How a run of a command ended. `output` is what it wrote to CURFEW_OUTPUT_FILE; undefined when nothing. */
export function commandEnding(end: RunEnd, output: WorkerReport | null): Ending {
  if (end.sent || end.seen) return { outcome: { type: "stopped" }, ...withOutput(outputOf(output)) };
  if (end.report?.type === "raised") return { outcome: { type: "raised" }, error: end.report.error };
  if (end.exit.code === null) return crash(end);
  if (end.exit.code !== 0) {
    const message = `The command exited with code ${end.exit.code}`;
    return { outcome: { type: "raised" }, error: { type: "ExitCode", message } };
  }
  if (output?.type === "raised") return { outcome: { type: "raised" }, error: output.error };
  return { outcome: { type: "returned" }, ...withOutput(outputOf(output)) };
}

function outputOf(report: WorkerReport | null): unknown {
  return report && report.type !== "raised" ? report.output : undefined;
}

function withOutput(output: unknown): { output?: unknown } {
  return output === undefined || output === null ? {} : { output };
}

function crash({ exit, outOfMemory }: RunEnd): Ending {
  const how = exit.signal
    ? `was ended by ${exit.signal}${outOfMemory ? ": the memory was used up" : ""}`
    : exit.code === null
      ? "is gone and nobody saw how it ended"
      : `exited with code ${exit.code} before it gave a result`;
  const error = { type: "WorkerCrashed", message: `The worker process ${how}` };
  return { outcome: { type: "crashed", outOfMemory }, error };
}
