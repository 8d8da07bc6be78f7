/** `save`: it goes on until it has saved, for its grace period at most. `now`: SIGTERM at once. */
export type StopMode = "checkpoint" | "save" | "now";

export interface StopView {
  reason: "terminated" | "timeout" | "reset" | "lost" | "stalled" | "out-of-memory";
  /** How whoever asked wants it stopped; `checkpoint` when left out. */
  mode?: StopMode;
  rung: "requested" | "delivered" | "seen" | "saved" | "exited" | "verified";
  signal: "SIGTERM" | "SIGKILL" | null;
  /** User code has met it: then it can't be withdrawn. */
  seen: boolean;
  /** Seconds that operators gave it beyond its policy. */
  moreSeconds: number;
  requestedAt: string;
  requestedBy: string;
  note: string | null;
}
