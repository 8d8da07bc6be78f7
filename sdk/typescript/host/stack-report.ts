import { getHeapStatistics } from "node:v8";
import { runningAttempt } from "./running-attempt.ts";

/** What the main thread does, as it says itself when it is interrupted. */
export interface MainThreadReport {
  /** Of an Error that was made on top of whatever runs. */
  stack: string;
  /** `id#attempt` of the execution that it works for; null when it works for none. */
  execution: string | null;
  /** What its event loop waits for. */
  waitsFor: string[];
  heapBytes: number;
  heapLimitBytes: number;
}

/** The name by which the inspector, which knows only the global scope, finds the report. */
const NAME = "curfewStackReport";
export const REPORT_EXPRESSION = `globalThis[Symbol.for("${NAME}")]()`;
const MOST_FRAMES = 100;

/** Call it in the main thread, before any code of the user's. */
export function offerStackReport(): void {
  const limit = (frames: number) => {
    Error.stackTraceLimit = frames;
  };
  function curfewStackReport(): string {
    const { stackTraceLimit, prepareStackTrace } = Error;
    try {
      limit(MOST_FRAMES);
      // A package may have set one of its own; without it Node names the sources themselves.
      Error.prepareStackTrace = undefined as never;
      return JSON.stringify(reportNow(String(new Error().stack)));
    } finally {
      Error.prepareStackTrace = prepareStackTrace;
      limit(stackTraceLimit);
    }
  }
  Object.defineProperty(globalThis, Symbol.for(NAME), { value: curfewStackReport });
}

function reportNow(stack: string): MainThreadReport {
  const { used_heap_size: heapBytes, heap_size_limit: heapLimitBytes } = getHeapStatistics();
  const execution = runningAttempt()?.key ?? null;
  return { stack, execution, waitsFor: process.getActiveResourcesInfo(), heapBytes, heapLimitBytes };
}

interface Frame {
  function: string;
  file: string;
  line: number | null;
}

/** The answer to `stacks`; null stands for a main thread that could not be interrupted. */
export function stacksMessage(report: MainThreadReport | null): object {
  if (!report) {
    const missing =
      "Its main thread is in native code or a system call that blocks, which Node can't look into; its threads and child processes say more";
    return { type: "stacks", missing };
  }
  const frames = parseStack(report.stack);
  const note = [frames.length === 0 ? idleWords(report.waitsFor) : null, heapWords(report)]
    .filter(Boolean)
    .join("; ");
  const thread = { name: "main thread", main: true, execution: report.execution, frames, note };
  return { type: "stacks", threads: [thread] };
}

/** Its streams, its listening thread and their kin are there in each worker. */
const ALWAYS_THERE = new Set(["PipeWrap", "TTYWrap", "MessagePort", "Worker"]);

function idleWords(waitsFor: string[]): string {
  const counts = new Map<string, number>();
  for (const name of waitsFor) if (!ALWAYS_THERE.has(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
  const named = [...counts].map(([name, count]) => (count > 1 ? `${count} × ${name}` : name));
  return `It ran no code: its event loop waited${named.length > 0 ? ` for ${named.join(", ")}` : ""}`;
}

function heapWords({ heapBytes, heapLimitBytes }: MainThreadReport): string {
  const megabytes = (bytes: number) => Math.round(bytes / 1_048_576);
  return `JavaScript heap ${megabytes(heapBytes)} of ${megabytes(heapLimitBytes)} MiB`;
}

const FRAME = /^\s+at (?:(.*) \()?(.*?)(?::(\d+):\d+)?\)?$/;
const HOST = /\/sdk\/typescript\/(?:host|service)\/|\/node-host\.mjs/;

/** The calls of a stack, innermost first, without those of the question and of the host. */
export function parseStack(stack: string): Frame[] {
  const frames = stack.split("\n").flatMap(parseFrame);
  const question = frames.findLastIndex((frame) => frame.function.includes(NAME));
  // The inspector's own call is next, at no place.
  const inner = frames.slice(question + 2).filter(({ file }) => !HOST.test(file));
  // What lies below the user's code is how Node came to it.
  while (inner.at(-1)?.file.startsWith("node:")) inner.pop();
  return inner;
}

function parseFrame(line: string): Frame[] {
  const [, name, place, number] = FRAME.exec(line) ?? [];
  if (place === undefined) return [];
  const file = place === "<anonymous>" ? "native code" : place.replace(/^file:\/\//, "");
  return [{ function: name ?? "(anonymous)", file, line: number === undefined ? null : Number(number) }];
}
