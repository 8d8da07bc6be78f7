/**
 * `checkpoint`, also when left out: at its next checkpoint. `save`: it goes on until it has saved, for its grace period at
 * most. `now`: without its grace period, by SIGTERM at once, or in a shared worker by the reset of its replica.
 */
export type StopMode = "checkpoint" | "save" | "now";
