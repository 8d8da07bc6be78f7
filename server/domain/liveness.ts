/** Leases, in milliseconds: renewed every 5 s, shown as lost at 15 s, acted on at 30 s (design, "Lost"). */
export const HEARTBEAT_MS = 5_000;
export const SHOWN_LOST_MS = 15_000;
export const LEASE_MS = 30_000;
/** An agent that has not heard from its runner for this long stops its workers: before the lease ends. */
export const SELF_FENCE_MS = 24_000;
/**
 * The guardian ends an agent's workers when no sign of it has come for so long. Signs are given only while the lease is
 * young: whatever then happens to the agent, its workers are gone before the lease ends.
 */
export const GUARDIAN_PATIENCE_MS = 18_000;
export const YOUNG_LEASE_MS = 11_000;
/** From an agent's last sign, when it stops its workers itself: as long as that takes at most. */
export const LAST_PATIENCE_MS = 5_000;

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
