import type { StopReason } from "../service/execution-terminated.ts";

/** What the agent says; `server/protocol/agent-worker.md` is the contract. */
export interface RunMessage {
  type: "run";
  id: string;
  attempt: number;
  function: string;
  input: Record<string, unknown>;
  /** ISO 8601. */
  deadline?: string | null;
  savedState?: unknown;
  context?: { service?: string; revision?: number; maxAttempts?: number };
}

export interface StopMessage {
  type: "stop";
  id: string;
  attempt: number;
  reason: StopReason;
  /** It is met once the state is saved. */
  saveFirst?: boolean;
}

export interface WithdrawMessage {
  type: "withdraw";
  id: string;
  attempt: number;
}

export interface DeadlineMessage {
  type: "deadline";
  id: string;
  attempt: number;
  /** ISO 8601. */
  deadline: string;
  /** That of the `extend` which this answers; null when an operator moved it. */
  request: number | null;
  refusal: string | null;
}

export type AgentMessage =
  | RunMessage
  | StopMessage
  | WithdrawMessage
  | DeadlineMessage
  /** Say within that time what each thread does. */
  | { type: "stacks"; withinMs: number }
  | { type: "shutdown" };

/** What the listening thread tells the user's thread. */
export type HeardMessage =
  | { type: "run"; order: RunMessage; buffer: SharedArrayBuffer }
  | { type: "stop"; key: string }
  | { type: "deadline"; key: string; message: DeadlineMessage }
  | { type: "shutdown" };

/** What the user's thread tells the listening thread. */
export type ThreadRequest =
  /** A progress message is kept and due in so many milliseconds. */
  { type: "progress_kept"; key: string; dueInMs: number } | { type: "over"; key: string };

/** Names an attempt within a worker. */
export function keyOf(message: { id: string; attempt: number }): string {
  return `${message.id}#${message.attempt}`;
}
