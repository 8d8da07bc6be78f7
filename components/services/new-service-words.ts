import type { Placement } from "#server/domain/policy.ts";
import type { RunnerView } from "#server/domain/runner-views.ts";

type Runner = Pick<RunnerView, "state" | "lost" | "drainingAt">;

/** What becomes of a service that was created just now; `runners` is null while nobody knows of any. */
export function newServiceWords(
  { replicas, maxReplicas }: Pick<Placement, "replicas" | "maxReplicas">,
  runners: readonly Runner[] | null,
): string {
  if (Math.max(replicas, maxReplicas ?? 0) === 0) return "It is set to have no replicas: executions wait.";
  const taking = runners?.some(({ state, lost, drainingAt }) => state === "active" && !lost && !drainingAt);
  if (taking === false) return "No runner takes work: its replicas start once one does.";
  if (replicas === 0) return "Its first execution brings a replica.";
  return taking ? "Runners start its replicas now." : "Runners start its replicas.";
}
