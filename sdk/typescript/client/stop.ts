/** `save`: it goes on until it has saved, for its grace period at most. `now`: SIGTERM at once. */
export type StopMode = "checkpoint" | "save" | "now";
