import { CircleCheck, CircleHelp, CircleX, Clock, type LucideIcon, Octagon, Square } from "lucide-react";
import type { EndReason } from "#server/domain/status.ts";
import type { StopRung } from "#server/domain/stop.ts";
import type { ExecutionRow } from "#server/domain/views.ts";

/** What an execution is shown as. `stopping` and `lost` are ways to be in progress; nothing else is derived. */
export const SHOWN_STATES = [
  "created",
  "in-progress",
  "stopping",
  "success",
  "failed",
  "terminated",
  "lost",
] as const;
export type ShownState = (typeof SHOWN_STATES)[number];

export interface StateLook {
  word: string;
  /** One sentence: what is known when this is shown. */
  meaning: string;
  /** Null for the dot that breathes. */
  icon: LucideIcon | null;
  /** Drawn as a filled shape. */
  filled: boolean;
  text: string;
  striped: boolean;
}

/** Icon, word and colour of every state. The only such record. */
export const STATES: Record<ShownState, StateLook> = {
  created: {
    word: "Created",
    meaning: "It waits to be run.",
    icon: Clock,
    filled: false,
    text: "text-created",
    striped: false,
  },
  "in-progress": {
    word: "In progress",
    meaning: "Its code runs.",
    icon: null,
    filled: true,
    text: "text-running",
    striped: false,
  },
  stopping: {
    word: "Stopping",
    meaning: "A stop was asked for; it may still run until nothing of it is left.",
    icon: Octagon,
    filled: true,
    text: "text-stopping",
    striped: false,
  },
  success: {
    word: "Success",
    meaning: "Its function returned.",
    icon: CircleCheck,
    filled: false,
    text: "text-success",
    striped: false,
  },
  failed: {
    word: "Failed",
    meaning: "It ended without a result.",
    icon: CircleX,
    filled: false,
    text: "text-failed",
    striped: false,
  },
  terminated: {
    word: "Terminated",
    meaning: "Someone asked it to stop.",
    icon: Square,
    filled: true,
    text: "text-terminated",
    striped: false,
  },
  lost: {
    word: "Lost",
    meaning: "Nobody can say what it does: its runner or agent does not answer.",
    icon: CircleHelp,
    filled: false,
    text: "text-lost",
    striped: true,
  },
};

export type StateSource = Pick<ExecutionRow, "status" | "stop" | "lost">;

/** What to show an execution as. */
export function stateOf({ status, stop, lost }: StateSource): ShownState {
  if (status !== "in-progress") return status;
  if (lost || stop?.reason === "lost") return "lost";
  return stop ? "stopping" : status;
}

/** The state in words, with whether its end is unproven. */
export function stateWords(execution: StateSource & Pick<ExecutionRow, "unverified">): string {
  const { word } = STATES[stateOf(execution)];
  return execution.unverified ? `${word}, unverified` : word;
}

/** One sentence: what is known of this execution; of one that ended, only what is proven. */
export function meaningOf(execution: StateSource & Pick<ExecutionRow, "unverified">): string {
  const { meaning } = STATES[stateOf(execution)];
  if (execution.unverified)
    return `${meaning} Nobody could prove that nothing of it is left running: whoever ran it was lost.`;
  if (execution.status !== "terminated") return meaning;
  return execution.stop
    ? "Someone asked it to stop, and nothing of it is left running."
    : "Someone asked it to stop while it waited: it was not running.";
}

/** Why it ended, in the words that stand beside the state. */
export const REASON_WORDS: Record<EndReason, string> = {
  error: "error in its code",
  timeout: "timed out",
  terminated: "on request",
  reset: "replica reset",
  lost: "runner lost",
  stalled: "stalled",
  "out-of-memory": "out of memory",
  "queue-timeout": "waited too long",
  "max-attempts": "max attempts",
};

/** The highest rung reached, as a state: "Stopping · seen by its code". */
export const RUNG_WORDS: Record<StopRung, string> = {
  requested: "requested",
  delivered: "delivered to its agent",
  seen: "seen by its code",
  saved: "state saved",
  exited: "process exited",
  verified: "nothing left running",
};

/** The same in one word, for rows. */
export const RUNG_SHORT: Record<StopRung, string> = {
  requested: "requested",
  delivered: "delivered",
  seen: "seen",
  saved: "saved",
  exited: "exited",
  verified: "verified",
};
