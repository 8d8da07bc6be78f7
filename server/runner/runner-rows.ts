import type { Context } from "#server/context.ts";
import { abandonAttempts } from "#server/executions/abandon-attempts.ts";
import { applyAgentEvents } from "#server/executions/apply-agent-events.ts";
import { claimExecutions } from "#server/executions/claim.ts";
import { noteReconnected } from "#server/executions/note-reconnected.ts";
import { placedAttempts, readAssignments, unanswered } from "#server/executions/placed-attempts.ts";
import { abandonReplica } from "#server/runners/abandon-replica.ts";
import { ackedSeqOf, liveReplicas } from "#server/runners/live-replicas.ts";
import { giveUp, signsOfLife } from "#server/runners/reap-lost.ts";
import { renewLeases } from "#server/runners/renew-leases.ts";
import { endReplica, setReplicaReady } from "#server/runners/replica-rows.ts";
import { noteStartFailure } from "#server/runners/start-failures.ts";

const VERBS = {
  abandonAttempts,
  abandonReplica,
  ackedSeqOf,
  applyAgentEvents,
  claimExecutions,
  endReplica,
  giveUp,
  liveReplicas,
  noteReconnected,
  noteStartFailure,
  placedAttempts,
  readAssignments,
  renewLeases,
  setReplicaReady,
  signsOfLife,
  unanswered,
};

type Given<Verb> = Verb extends (ctx: never, ...rest: infer Rest) => infer Answer
  ? (...rest: Rest) => Answer
  : never;

/** All that a runner asks of the rows about its agents and what they run. */
export type RunnerRows = { [Name in keyof typeof VERBS]: Given<(typeof VERBS)[Name]> };

export function runnerRows(ctx: Context): RunnerRows {
  const verbs = Object.entries(VERBS) as [string, (ctx: Context, ...rest: unknown[]) => unknown][];
  return Object.fromEntries(
    verbs.map(([name, verb]) => [name, (...rest: unknown[]) => verb(ctx, ...rest)]),
  ) as RunnerRows;
}
