// Apart from the schemas, as policy-values.ts is.

import type { Isolation, Placement, Policy } from "./policy.ts";
import type { Runtime } from "./service-config.ts";

/** Why a program of this runtime can't be run so; null when it can. */
export function isolationFault(runtime: Runtime, isolation: Isolation): string | null {
  const fits = runtime !== "command" || isolation === "process";
  return fits ? null : 'isolation must be "process" for a command: each execution is a program of its own';
}

/** What of a policy does not fit the rest, by its field. */
export function policyFaults(
  policy: Pick<Policy, "memoryLimit" | "maxAttempts" | "maxRetries" | "retryWait" | "maxRetryWait">,
  isolation: Isolation,
): { field: keyof Policy; message: string }[] {
  const { memoryLimit, maxAttempts, maxRetries, retryWait, maxRetryWait } = policy;
  const faults: { field: keyof Policy; message: string }[] = [];
  if (memoryLimit !== null && isolation !== "process") {
    const why = "in a shared worker nobody can tell whose memory it is";
    faults.push({ field: "memoryLimit", message: `memoryLimit needs isolation "process": ${why}` });
  }
  if (maxRetries >= maxAttempts) {
    const why = `each retry is one of the ${maxAttempts} attempts in all`;
    faults.push({ field: "maxRetries", message: `maxRetries must be at most ${maxAttempts - 1}: ${why}` });
  }
  if (maxRetries > 0 && retryWait > maxRetryWait) {
    const message = `retryWait must be at most ${maxRetryWait}, the longest retry wait`;
    faults.push({ field: "retryWait", message });
  }
  return faults;
}

/** What of a placement does not fit the rest, by its field. */
export function placementFaults({
  replicas,
  maxReplicas,
}: Pick<Placement, "replicas" | "maxReplicas">): { field: keyof Placement; message: string }[] {
  if (maxReplicas === null || maxReplicas >= replicas) return [];
  return [{ field: "maxReplicas", message: `maxReplicas must be at least ${replicas}, the fewest replicas` }];
}
