import { isEqual } from "./merge-patch.ts";
import type { ServiceConfig } from "./service-config.ts";

/**
 * What a change of a service does to what runs and to its replicas. `new` attempts that start from now on follow it,
 * and replicas are replaced only where they must be · `live` the deadlines of what runs move with the execution timeout
 * too · `replace` every replica is replaced, each once what it runs has ended.
 */
export const APPLY_CHOICES = ["new", "live", "replace"] as const;
export type ApplyChoice = (typeof APPLY_CHOICES)[number];

type Built = Pick<ServiceConfig, "program" | "placement">;

/** True when replicas of one can't run the other: what they are started with differs. A policy is given with each attempt. */
export function needsNewReplicas(before: Built, after: Built): boolean {
  return (
    !isEqual(before.program, after.program) ||
    before.placement.isolation !== after.placement.isolation ||
    before.placement.concurrency !== after.placement.concurrency
  );
}

/** Why these two don't go together; null when they do. */
export function applyFault(apply: ApplyChoice | undefined, force: boolean | undefined): string | null {
  if (!force || apply === undefined || apply === "replace") return null;
  return `force stops what runs on old replicas, which apply "${apply}" leaves running: give it with apply "replace"`;
}
