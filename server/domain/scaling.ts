import type { Placement } from "./policy.ts";
import { DEFAULT_PLACEMENT } from "./policy-values.ts";

/** What a service has to do. */
export interface Load {
  /** Executions on replicas that take work. */
  running: number;
  /** Executions that could start now. */
  waiting: number;
}

/** How many replicas a service is to have, and what is known of it having had less to do since. */
export interface Scaling {
  target: number;
  /** Since when fewer would do; null while they would not. */
  lowSince: Date | null;
  /** The most that would have been needed since then. */
  peak: number;
}

export interface ReplicaBounds {
  min: number;
  max: number;
}

/** Null where the number of replicas is fixed. A revision from before there was such a thing has it fixed. */
export function boundsOf({ replicas, maxReplicas = null }: Placement): ReplicaBounds | null {
  return maxReplicas === null ? null : { min: replicas, max: maxReplicas };
}

/** Waiting executions beyond this many change nothing: the most replicas are wanted already. */
export function enoughToCount(placement: Placement): number {
  return (boundsOf(placement)?.max ?? 0) * perReplica(placement);
}

/** How many replicas the load is worth, within the bounds. */
export function neededReplicas(placement: Placement, { running, waiting }: Load): number {
  const bounds = boundsOf(placement);
  if (!bounds) return placement.replicas;
  return clamp(Math.ceil((running + waiting) / perReplica(placement)), bounds);
}

/**
 * The next step: up at once, down only after a whole cool-down with less to do, and then to the most that was needed in
 * it. So what was needed within the last cool-down is never taken away. `standing` is how many there are where nothing
 * is known yet.
 */
export function nextScaling(
  before: Scaling | null,
  placement: Placement,
  load: Load,
  standing: number,
  now: Date,
): Scaling {
  const bounds = boundsOf(placement) ?? { min: placement.replicas, max: placement.replicas };
  const needed = neededReplicas(placement, load);
  const target = clamp(before?.target ?? standing, bounds);
  if (needed >= target) return { target: needed, lowSince: null, peak: needed };
  const { lowSince, peak } = sinceLow(before, needed, now);
  const cooldownMs = cooldownOf(placement) * 1_000;
  if (now.getTime() - lowSince.getTime() < cooldownMs) return { target, lowSince, peak };
  const next = clamp(peak, bounds);
  return { target: next, lowSince: needed < next ? now : null, peak: needed };
}

/** When there will be fewer replicas unless more comes to do, and how many; null while none is to go. */
export function nextFall(
  placement: Placement,
  { target, lowSince, peak }: Scaling,
): { to: number; at: Date } | null {
  const bounds = boundsOf(placement);
  if (!bounds || lowSince === null || peak >= target) return null;
  return { to: clamp(peak, bounds), at: new Date(lowSince.getTime() + cooldownOf(placement) * 1_000) };
}

/** A clock that was set back begins the cool-down anew. */
function sinceLow(before: Scaling | null, needed: number, now: Date): { lowSince: Date; peak: number } {
  if (!before?.lowSince || before.lowSince > now) return { lowSince: now, peak: needed };
  return { lowSince: before.lowSince, peak: Math.max(before.peak, needed) };
}

function perReplica({ executionsPerReplica = null, concurrency }: Placement): number {
  return executionsPerReplica ?? concurrency;
}

function cooldownOf({ cooldown = DEFAULT_PLACEMENT.cooldown }: Placement): number {
  return cooldown;
}

function clamp(count: number, { min, max }: ReplicaBounds): number {
  return Math.min(Math.max(count, min), max);
}
