/** Leases, in milliseconds: renewed every 5 s, shown as lost at 15 s, acted on at 30 s (design, "Lost"). */
export const HEARTBEAT_MS = 5_000;
export const SHOWN_LOST_MS = 15_000;
export const LEASE_MS = 30_000;
/** An agent that has not heard from its runner for this long stops its workers: before the lease ends. */
export const SELF_FENCE_MS = 24_000;

export type Liveness = "alive" | "lost" | "expired";

/** How a process that last gave a sign at `heartbeatAt` is to be seen at `now`. */
export function livenessOf(heartbeatAt: Date, now: Date): Liveness {
  const age = now.getTime() - heartbeatAt.getTime();
  if (age >= LEASE_MS) return "expired";
  return age >= SHOWN_LOST_MS ? "lost" : "alive";
}
