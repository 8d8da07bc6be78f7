import type { EndReason } from "./status.ts";
import type { ExecutionEvent, ExecutionState } from "./transition.ts";

/** What is known of the end beside the event: from the worker's exit, or from what its code raised. */
export interface EndFacts {
  /** Why an agent began the stop, in its words. */
  agentNote?: string | null | undefined;
  error?: { type: string; message: string } | undefined;
  exitCode?: number | null | undefined;
  exitSignal?: string | null | undefined;
}

/** Dataloop's sentences where it has one: its clients look for them. */
const SENTENCES: Record<Exclude<EndReason, "error">, string> = {
  timeout: "Execution stopped due to runner timeout",
  terminated: "Execution received termination signal",
  reset: "Execution was cut by a reset of its replica",
  lost: "Execution was lost: its agent did not answer within its lease",
  stalled: "Execution was stopped because it made no progress",
  "out-of-memory": "Execution ran out of memory",
  "queue-timeout": "Execution waited in the queue for too long",
  "max-attempts": "Execution has reached max attempts",
};

const KILLED_BY_KERNEL = "Execution ran out of memory: the kernel killed its worker";

const LONGEST = 500;

/** One sentence for a person on how an execution came to `after`; null while it lives. */
export function endMessage(after: ExecutionState, event: ExecutionEvent, facts: EndFacts): string | null {
  if (after.status === "success") return "Execution finished";
  if (after.reason === null) return null;
  if (after.reason === "error") return shorten(raisedMessage(facts));
  if (after.reason === "reset" && !after.stop) return crashMessage(event, facts);
  return sentenceFor(after.reason, event, facts);
}

/** The same for an attempt that was cut and follows by a rerun. */
export function cutMessage(reason: EndReason, event: ExecutionEvent, facts: EndFacts): string {
  if (reason === "error") return raisedMessage(facts);
  return reason === "reset" ? crashMessage(event, facts) : sentenceFor(reason, event, facts);
}

/** With the figures, where whoever stopped it has some. */
function sentenceFor(reason: Exclude<EndReason, "error">, event: ExecutionEvent, facts: EndFacts): string {
  if (
    reason === "out-of-memory" &&
    event.type === "ended" &&
    event.outcome.type === "crashed" &&
    event.outcome.outOfMemory
  ) {
    return KILLED_BY_KERNEL;
  }
  const measured = reason === "out-of-memory" || reason === "stalled";
  return measured && facts.agentNote ? `${SENTENCES[reason]}. ${facts.agentNote}` : SENTENCES[reason];
}

function raisedMessage({ error, exitCode, exitSignal }: EndFacts): string {
  if (error) return error.message ? `${error.type}: ${firstLine(error.message)}` : error.type;
  if (exitSignal) return `Execution ended by ${exitSignal}`;
  if (exitCode) return `Execution ended with exit code ${exitCode}`;
  return "Execution ended with an error";
}

function crashMessage(event: ExecutionEvent, { exitCode, exitSignal }: EndFacts): string {
  if (event.type === "ended" && event.outcome.type === "refused")
    return "Its replica could not begin it; no attempt was spent";
  if (event.type !== "ended" || event.outcome.type !== "crashed") return SENTENCES.reset;
  if (exitSignal) return `Worker was killed by ${exitSignal}`;
  if (typeof exitCode === "number") return `Worker ended unexpectedly with exit code ${exitCode}`;
  return "Worker ended unexpectedly";
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? "";
}

function shorten(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
