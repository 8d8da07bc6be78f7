import type { StopReason, StopSignal } from "../../domain/stop.ts";
import type { WorkerMark } from "../../process/survivors.ts";
import type { Assignment, AttemptRef } from "../../protocol/runner-agent.ts";
import type { StackReading } from "../autopsy/stack-reading.ts";
import type { Ending, RunEnd, RunError, WorkerExit } from "../outcome.ts";

/** What a worker says of its attempt; `server/protocol/agent-worker.md` tells it. */
export type WorkerMessage =
  | { type: "started"; pid: number }
  | { type: "checkpoint"; count: number; intervalMs: number | null }
  | { type: "seen"; by: string }
  /** The stop is forgotten: its code had not met it and will not. */
  | { type: "withdrawn" }
  /** Code asks for more time until its deadline. */
  | { type: "extend"; request: number; seconds: number }
  | {
      type: "progress";
      percent: number | null;
      message: string | null;
      metrics: Record<string, number> | null;
    }
  | { type: "saved"; state: unknown }
  | { type: "returned"; output: unknown }
  | { type: "raised"; error: RunError }
  | { type: "stopped"; output: unknown };

/** Its stdout and stderr, or what the replica's own printed while it ran: nobody can say whose that is. */
export type OutputStream = "o" | "e" | "ro" | "re";

/** What is told to code that runs. */
export type CodeMessage =
  /** Forget the stop, and answer `withdrawn`, unless you have met it. */
  | { type: "withdraw" }
  /** When it is told to stop, ISO 8601. `request` is that of the `extend` which this answers; null when none. */
  | { type: "deadline"; deadline: string; request: number | null; refusal: string | null };

export interface WorkerListener {
  onMessage(message: WorkerMessage): void;
  onOutput(stream: OutputStream, data: Buffer): void;
  /** Once, when the worker's own process is gone or will never be. Output may still come. */
  onExit(exit: WorkerExit): void;
}

/** How the code of an attempt is asked to stop. */
export interface StopAsk {
  reason: StopReason;
  graceMs: number;
  /** It may go on until it has saved its state. */
  saveFirst: boolean;
}

/** The process that runs one attempt, leader of its own session. */
export interface Worker {
  readonly mark: WorkerMark;
  /** False while no user code was told to run, so that it never will be when it is asked to stop now. */
  readonly begun: boolean;
  /** Asks the code to stop where it can; what has not begun ends. A command can't be asked so: it has its signal. */
  ask(asked: StopAsk): void;
  /** Tells the code something. False when nobody can be told. */
  tell(message: CodeMessage): boolean;
  /** What its code does now, or why nobody can say, within that time. */
  readStacks(withinMs: number): Promise<StackReading>;
  /** To its whole group. False when there is nobody to take it. */
  signal(signal: StopSignal): boolean;
  /** Stops or resumes reading what it says. */
  setPaused(paused: boolean): void;
  /** Resolves when all that it wrote was given to the listener. */
  readonly outputEnded: Promise<void>;
  /** The end as its kind of program tells it; called once all is quiet. */
  ending(end: RunEnd): Ending;
  /** Lets go of streams and files. */
  release(): void;
}

export interface SupplyListener {
  /** Workers can take work. Called once. */
  onReady(): void;
  /** It can't be started, or fails again and again; `message` is for a person. */
  onFailed(message: string): void;
}

/** Where workers come from: one kind for each runtime. */
export interface WorkerSupply {
  /** False for programs that only know signals. */
  readonly hasCheckpoints: boolean;
  start(listener: SupplyListener): void;
  /** A worker for this attempt. It comes at once, and begins as soon as it can. */
  take(assignment: Assignment, listener: WorkerListener): Worker;
  /** Ends what waits for work. */
  stop(): Promise<void>;
}

/** The line that makes a service class run; `revision` is the replica's own. */
export function runLine(assignment: Assignment, service: string, revision: number): string {
  const { executionId, attempt, functionName, input, deadlineAt, savedState, policy } = assignment;
  const message = {
    type: "run",
    id: executionId,
    attempt,
    function: functionName,
    input,
    deadline: deadlineAt,
    savedState: savedState ?? null,
    context: { service, revision: assignment.revision ?? revision, maxAttempts: policy.maxAttempts },
  };
  return `${JSON.stringify(message)}\n`;
}

export function stopLine({ executionId, attempt }: AttemptRef, asked: StopAsk): string {
  return `${JSON.stringify({ type: "stop", id: executionId, attempt, ...asked })}\n`;
}

export function codeLine({ executionId, attempt }: AttemptRef, { type, ...rest }: CodeMessage): string {
  return `${JSON.stringify({ type, id: executionId, attempt, ...rest })}\n`;
}
