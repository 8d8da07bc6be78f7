import type { FormatNumber } from "#components/locale/format-number.ts";
import { formatSeconds } from "#components/time/format-duration.ts";
import type { Placement } from "#server/domain/policy.ts";
import { DEFAULT_PLACEMENT } from "#server/domain/policy-values.ts";
import { boundsOf } from "#server/domain/scaling.ts";

/** `2`, or `1–4` where their number follows what there is to do. */
export function replicasWords(placement: Placement): string {
  const bounds = boundsOf(placement);
  return bounds ? `${bounds.min}–${bounds.max}` : String(placement.replicas);
}

/** How many replicas run when, in one sentence. */
export function scaleWords(placement: Placement, formatNumber: FormatNumber): string {
  const bounds = boundsOf(placement);
  if (!bounds) {
    const { replicas } = placement;
    if (replicas === 0) return "No replica runs: executions wait.";
    return replicas === 1 ? "1 replica runs, whatever waits." : `${replicas} replicas run, whatever waits.`;
  }
  const { executionsPerReplica, concurrency, cooldown } = { ...DEFAULT_PLACEMENT, ...placement };
  const each = executionsPerReplica ?? concurrency;
  const per = each === 1 ? "each execution" : `each ${formatNumber(each)} executions`;
  const none = bounds.min === 0 ? ", none while there are none" : "";
  return `${replicasWords(placement)} replicas run: one for ${per} that ${each === 1 ? "runs or waits" : "run or wait"}, fewer after ${formatSeconds(cooldown)} with less to do${none}.`;
}
