import type { StopSignal } from "./stop.ts";

/** A call that had not returned. */
export interface StackFrame {
  function: string;
  /** From the service's folder on where it lies in it. */
  file: string;
  line: number | null;
  /** Not of the service's own folder: Python's, Node's, an installed package's. */
  library: boolean;
}

/**
 * Whose a thread is: `execution` this one's, `neighbour` that of another execution in the same worker, `curfew` the host's
 * own, `unknown` nobody's that is known.
 */
export type ThreadOwner = "execution" | "neighbour" | "curfew" | "unknown";

export interface StackThread {
  name: string;
  owner: ThreadOwner;
  /** The innermost call first. */
  frames: StackFrame[];
  /** Outer calls that are left out. */
  moreFrames: number;
  /** What else is known of it; null when nothing is. */
  note: string | null;
}

/** A thread of the worker's process as the system sees it. */
export interface SystemThread {
  name: string;
  /** As `ps` shows it: R, S, D and so on. */
  state: string;
  cpuSeconds: number;
  /** The system call, and where in the kernel, that it waits in; null when it runs or nobody may know. */
  waitsIn: string | null;
}

export interface ProcessFacts {
  pid: number;
  parent: number;
  /** Its command line, cut, and without the values of the environment. */
  command: string;
  state: string;
  cpuSeconds: number;
  /** Seconds since its start; null where that is not known. */
  ageSeconds: number | null;
  memoryBytes: number;
  /** Threads that it has; null where that is not known. */
  threadCount: number | null;
  /** Of the worker's own process, its main thread first; empty for others. */
  threads: SystemThread[];
}

export interface LastLine {
  /** ISO 8601. */
  at: string;
  stream: "stdout" | "stderr" | "replica" | "curfew";
  text: string;
}

/** What a worker did right before a kill. Bounded: see `fitAutopsy`. */
export interface Autopsy {
  /** What was sent right after it. */
  signal: StopSignal;
  /** ISO 8601. */
  at: string;
  tookMs: number;
  /** That of the execution first. */
  threads: StackThread[];
  moreThreads: number;
  /** Why there are no stacks, in words for a person; null when there are. */
  noStacks: string | null;
  /** The worker's process first. */
  processes: ProcessFacts[];
  moreProcesses: number;
  lastLines: LastLine[];
}

/** What one attempt did before it was killed. */
export interface AttemptAutopsies {
  attempt: number;
  /** One for each signal, in their order; empty when it was not killed, or nobody could look. */
  autopsies: (Autopsy & { blockedAt: string | null })[];
  /** Why there is none although it did not end by itself; null when there is nothing to explain. */
  missing: string | null;
}

/** The most characters of JSON that one autopsy has. */
export const LARGEST_AUTOPSY = 48_000;

/** Where the code of the execution was: its own innermost line, and what that had called. Null when that is not known. */
export function blockedAt({ threads }: Pick<Autopsy, "threads">): string | null {
  const thread = threads.find(({ owner, frames }) => owner === "execution" && frames.length > 0);
  const top = thread?.frames[0];
  if (!thread || !top) return null;
  const own = thread.frames.find(({ library }) => !library);
  if (!own || own === top) return frameWords(top);
  return `${frameWords(own)}, which called ${top.function} (${placeOf(top)})`;
}

/** `train.py:214 in fit` */
export function frameWords(frame: StackFrame): string {
  return `${placeOf(frame)} in ${frame.function}`;
}

function placeOf({ file, line }: StackFrame): string {
  return line === null ? file : `${file}:${line}`;
}

/** How an attempt's end was noted. */
export interface CutFacts {
  /** Absent when it was given up without a word of its agent. */
  outcome?: unknown;
  reason?: unknown;
  /** What stands behind the reason `max-attempts`. */
  cause?: unknown;
  exitSignal?: unknown;
}

/** Why there is no autopsy of an attempt that did not end by itself; null when there is nothing to explain. */
export function whyNoAutopsy({ outcome, reason, cause = reason, exitSignal }: CutFacts): string | null {
  if (outcome === undefined) {
    return cause === "lost"
      ? "Its agent did not answer, so that nobody could look at it"
      : "Its agent was gone, and its worker with it: nobody was left to look at it";
  }
  if (outcome !== "crashed") return null;
  if (cause === "out-of-memory") return "The kernel killed it for want of memory, without asking anybody";
  if (typeof exitSignal === "string") return `${exitSignal} ended it, which Curfew had not sent`;
  return "It ended by itself, before anybody could look at it";
}

const STATES: Record<string, string> = {
  R: "running",
  S: "waiting",
  D: "waiting for a device",
  I: "idle",
  T: "stopped by a signal",
  t: "held by a debugger",
  Z: "ended, not yet reaped",
  X: "ended",
};

/** A process state of `ps` in words; the letter itself when it is of another kind. */
export function processStateWords(state: string): string {
  return STATES[state] ?? state;
}

/**
 * The same within `limit` characters of JSON. What tells least goes first: outer calls of others' threads, others' threads,
 * processes, lines, and at last the execution's own outer calls.
 */
export function fitAutopsy(autopsy: Autopsy, limit = LARGEST_AUTOPSY): Autopsy {
  let fitted = autopsy;
  for (const shrink of SHRINKINGS) {
    for (let next = shrink(fitted); next && sizeOf(fitted) > limit; next = shrink(fitted)) fitted = next;
  }
  return fitted;
}

function sizeOf(autopsy: Autopsy): number {
  return JSON.stringify(autopsy).length;
}

type Shrink = (autopsy: Autopsy) => Autopsy | null;

/** Each takes some away, until it answers null: nothing of its kind is left to take. */
const SHRINKINGS: Shrink[] = [
  (autopsy) => cutFrames(autopsy, 1, 5),
  dropThread,
  dropProcess,
  dropLine,
  (autopsy) => cutFrames(autopsy, 0, 1),
];

/** Halves the calls of the threads from place `from` on, and leaves at least `least`. */
function cutFrames(autopsy: Autopsy, from: number, least: number): Autopsy | null {
  const isLong = ({ frames }: StackThread, place: number) => place >= from && frames.length > least;
  if (!autopsy.threads.some(isLong)) return null;
  const threads = autopsy.threads.map((thread, place) => {
    if (!isLong(thread, place)) return thread;
    const frames = thread.frames.slice(0, Math.max(least, Math.floor(thread.frames.length / 2)));
    return { ...thread, frames, moreFrames: thread.moreFrames + thread.frames.length - frames.length };
  });
  return { ...autopsy, threads };
}

function dropThread(autopsy: Autopsy): Autopsy | null {
  if (autopsy.threads.length <= 1) return null;
  return { ...autopsy, threads: autopsy.threads.slice(0, -1), moreThreads: autopsy.moreThreads + 1 };
}

function dropProcess(autopsy: Autopsy): Autopsy | null {
  const { processes, moreProcesses } = autopsy;
  if (processes.length <= 1) return null;
  return { ...autopsy, processes: processes.slice(0, -1), moreProcesses: moreProcesses + 1 };
}

function dropLine(autopsy: Autopsy): Autopsy | null {
  const { lastLines } = autopsy;
  return lastLines.length === 0 ? null : { ...autopsy, lastLines: lastLines.slice(1) };
}
