/** Leases, in milliseconds: renewed every 5 s, shown as lost at 15 s, acted on at 30 s (design, "Lost"). */
export const HEARTBEAT_MS = 5_000;
export const SHOWN_LOST_MS = 15_000;
export const LEASE_MS = 30_000;
/** An agent that has not heard from its runner for this long stops its workers: before the lease ends. */
export const SELF_FENCE_MS = 24_000;

export type Liveness = "alive" | "lost";

/** What a row's `state` says of a process that gives no sign any more, and need not. */
const OVER: readonly string[] = ["stopped", "failed"];

/** True of a runner or replica that has not ended and of which nothing is heard; its `state` follows with its lease. */
export function isLost({ state, heartbeatAt }: { state: string; heartbeatAt: Date }, now: Date): boolean {
  return state === "lost" || (!OVER.includes(state) && livenessOf(heartbeatAt, now) === "lost");
}

/** How a process that last gave a sign at `heartbeatAt` is called at `now`, on every screen and in every answer. */
export function livenessOf(heartbeatAt: Date, now: Date): Liveness {
  return now.getTime() - heartbeatAt.getTime() >= SHOWN_LOST_MS ? "lost" : "alive";
}
