/** A call as a runtime names it. */
export interface RawFrame {
  function: string;
  file: string;
  line: number | null;
}

/** A thread as a runtime tells of it. */
export interface RawThread {
  name: string;
  /** True for the one that began the process. */
  main: boolean;
  /** `id#attempt` of the execution that it works for; null when that is not known. */
  execution: string | null;
  /** The innermost call first. */
  frames: RawFrame[];
  note: string | null;
}

/** What a worker's code does, or why nobody can say. */
export type StackReading = { threads: RawThread[] } | { missing: string };

export const NOT_THERE: StackReading = { missing: "It had no process yet" };

/** Nobody answered in that time. */
export function silent(withinMs: number): StackReading {
  return { missing: `It did not answer within ${withinMs} ms` };
}

/** More than a person reads. */
const MOST_THREADS = 100;
const MOST_FRAMES = 100;

/** What a host answered; user code can write on its stream too, so nothing is taken for granted. */
export function readAnswer(answer: unknown): StackReading {
  const { threads, missing } = record(answer);
  if (typeof missing === "string") return { missing };
  if (!Array.isArray(threads)) return { missing: "It gave no answer that can be read" };
  return { threads: threads.slice(0, MOST_THREADS).map(readThread) };
}

function readThread(value: unknown): RawThread {
  const { name, main, execution, frames, note } = record(value);
  return {
    name: text(name) ?? "thread",
    main: main === true,
    execution: text(execution),
    frames: Array.isArray(frames) ? frames.slice(0, MOST_FRAMES).map(readFrame) : [],
    note: text(note),
  };
}

function readFrame(value: unknown): RawFrame {
  const { function: name, file, line } = record(value);
  return {
    function: text(name) ?? "?",
    file: text(file) ?? "?",
    line: typeof line === "number" ? line : null,
  };
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
