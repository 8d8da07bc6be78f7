/** Why a replica takes nothing new: an update, more replicas than are wanted, or code that ignored its stop. */
export const DRAIN_CAUSES = ["update", "surplus", "reset"] as const;
export type DrainCause = (typeof DRAIN_CAUSES)[number];

/** A service as it should run. */
export interface WantedReplicas {
  serviceId: string;
  revision: number;
  replicas: number;
}

/** A replica as it runs. */
export interface ActualReplica {
  id: string;
  serviceId: string;
  revision: number;
  state: "starting" | "ready" | "draining" | "stopping";
}

export interface ReplicaPlan {
  /** One entry for each replica to start. */
  start: { serviceId: string; revision: number }[];
  /** Replicas that take nothing new and end when nothing runs on them. */
  drain: { id: string; cause: DrainCause }[];
}

/**
 * What to do so that each service has its replicas, all of its present revision. `actual` is in order of age: of too
 * many the youngest drain. New ones start at once: old ones that drain are no reason to wait.
 */
export function planReplicas(wanted: WantedReplicas[], actual: ActualReplica[]): ReplicaPlan {
  const plan: ReplicaPlan = { start: [], drain: [] };
  const known = new Map(wanted.map((service) => [service.serviceId, service]));
  const taking = actual.filter(({ state }) => state === "starting" || state === "ready");
  for (const replica of taking) {
    const service = known.get(replica.serviceId);
    if (service?.revision !== replica.revision) plan.drain.push({ id: replica.id, cause: "update" });
  }
  for (const { serviceId, revision, replicas } of wanted) {
    const present = taking.filter(
      (replica) => replica.serviceId === serviceId && replica.revision === revision,
    );
    plan.drain.push(...present.slice(replicas).map(({ id }) => ({ id, cause: "surplus" as const })));
    for (let missing = replicas - present.length; missing > 0; missing -= 1) {
      plan.start.push({ serviceId, revision });
    }
  }
  return plan;
}
