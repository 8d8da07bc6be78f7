import { type AgentEvent, type AttemptRef, keyOf } from "../../protocol/runner-agent.ts";
import { parseCleanJson } from "../clean-json.ts";
import type { LineReader } from "../json-lines.ts";
import type { WorkerListener, WorkerMessage } from "./worker.ts";

/** The most JSON that a result or a saved state may have, in bytes. */
export const LARGEST_RESULT = 4_194_304;
/** A result and what stands around it. */
export const LONGEST_MESSAGE = LARGEST_RESULT + 65_536;

export const OVERLONG: WorkerMessage = {
  type: "raised",
  error: {
    type: "OutputTooLarge",
    message: `The worker sent a message of more than ${LONGEST_MESSAGE.toLocaleString("en-US")} bytes; a result may have ${LARGEST_RESULT.toLocaleString("en-US")}`,
  },
};

/** Reads what the worker of one attempt says on its control stream; what is not for this attempt is ignored. */
export function attemptReader(ref: AttemptRef, listener: WorkerListener): LineReader {
  return {
    onLine(line) {
      const message = parseMessage(line);
      if (message?.id !== ref.executionId || message.attempt !== ref.attempt) return;
      if (message.type === "log") return;
      listener.onMessage(refuseTooLarge(message, line));
    },
    onOverlong() {
      listener.onMessage(OVERLONG);
    },
  };
}

/** Whose message it is that began so, by `keyOf`; null when that can't be said. Hosts name the attempt first. */
export function keyOfHead(head: string): string | null {
  const [, id, attempt] = /^{"type": ?"\w+", ?"id": ?"([^"]+)", ?"attempt": ?(\d+)[,}]/.exec(head) ?? [];
  return id === undefined ? null : keyOf({ executionId: id, attempt: Number(attempt) });
}

/** What a worker of several executions says of one of them. */
export type SharedMessage = WorkerMessage | { type: "log"; stream: "stdout" | "stderr"; text: string };

/** Null for what is no message at all. */
export function parseMessage(line: string): (SharedMessage & { id?: string; attempt?: number }) | null {
  try {
    const value = parseCleanJson(line);
    return typeof value === "object" && value !== null ? (value as SharedMessage) : null;
  } catch {
    return null;
  }
}

/** `line` is what `message` was read from: only a long one can hold too much, whatever escapes are in it. */
export function refuseTooLarge<T extends SharedMessage>(message: T, line: string): T | WorkerMessage {
  if (Buffer.byteLength(line) <= LARGEST_RESULT) return message;
  if (message.type !== "returned" && message.type !== "stopped") return message;
  const size = Buffer.byteLength(JSON.stringify(message.output) ?? "");
  return size > LARGEST_RESULT ? { type: "raised", error: tooLarge(size) } : message;
}

export function tooLarge(size: number): { type: string; message: string } {
  const message = `The output is ${size.toLocaleString("en-US")} bytes of JSON; the limit is ${LARGEST_RESULT.toLocaleString("en-US")}`;
  return { type: "OutputTooLarge", message };
}

type Report = Extract<WorkerMessage, { type: "started" | "checkpoint" | "progress" | "saved" }>;

/** What is written down of a report; hosts may leave out what they have not heard. */
export function reportOf(ref: AttemptRef, report: Report): AgentEvent {
  switch (report.type) {
    case "started":
      return { type: "started", ...ref, pid: report.pid };
    case "checkpoint":
      return { type: "checkpoint", ...ref, intervalMs: report.intervalMs ?? null };
    case "saved":
      return { type: "saved", ...ref, state: report.state };
    case "progress": {
      const { percent = null, message = null, metrics = null } = report;
      return { type: "progress", ...ref, percent, message, metrics };
    }
  }
}
