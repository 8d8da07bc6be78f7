export type EventTone = "stopping" | "failed" | "success" | "accent";

/** What cuts into a run, by its colour's token; saves are ticked apart. */
export const EVENT_TONES: Record<string, EventTone> = {
  delivered: "stopping",
  seen: "stopping",
  exited: "stopping",
  verified: "success",
  signalled: "failed",
  reset_started: "failed",
  replica_draining: "failed",
  stalled: "stopping",
  moving_again: "success",
  autopsy: "accent",
  reconnected: "accent",
  deadline_extended: "accent",
  order_answered: "accent",
};

export const TONE_FILLS: Record<EventTone, string> = {
  stopping: "bg-stopping",
  failed: "bg-failed",
  success: "bg-success",
  accent: "bg-accent",
};
