/** Why a replica takes nothing new: an update, more replicas than are wanted, code that ignored its stop, no more workers, its runner drains, or its service was deleted. */
export const DRAIN_CAUSES = ["update", "surplus", "reset", "failed", "runner", "deleted"] as const;
export type DrainCause = (typeof DRAIN_CAUSES)[number];

/** A service as it should run. */
export interface WantedReplicas {
  serviceId: string;
  revision: number;
  replicas: number;
  /** Replicas of revisions below this one are stopped with all that they run; 0 when nobody asked for that. */
  cutBefore: number;
}

/** A replica as it runs. */
export interface ActualReplica {
  id: string;
  serviceId: string;
  revision: number;
  state: "starting" | "ready" | "draining" | "stopping";
  /** Executions on it. */
  running: number;
  /** Its runner drains. */
  leaves?: boolean;
}

export interface ReplicaPlan {
  /** One entry for each replica to start. */
  start: { serviceId: string; revision: number }[];
  /** Replicas that take nothing new and end when nothing runs on them. */
  drain: { id: string; cause: DrainCause }[];
  /** Replicas whose executions are stopped by the ladder, with reason `reset`. */
  stop: string[];
}

/**
 * What to do so that each service has its replicas, all of its present revision. Older ones are replaced one after
 * another: while one starts, the ready ones of older revisions stay, and one of them drains for each new one that has
 * become ready. A revision that never gets ready takes none of them away. `actual` is in order of age: of too many
 * those that still start drain first, then those that run nothing, and of these the youngest. Those of a runner that
 * drains are no part of it: they drain at once, since whoever drains a host wants it empty.
 */
export function planReplicas(wanted: WantedReplicas[], actual: ActualReplica[]): ReplicaPlan {
  const plan: ReplicaPlan = { start: [], drain: [], stop: [] };
  const leaving = actual.filter(({ leaves, state }) => leaves && isTaking(state));
  plan.drain.push(...leaving.map(({ id }) => ({ id, cause: "runner" as const })));
  const known = new Set(wanted.map(({ serviceId }) => serviceId));
  for (const { id, serviceId, state, leaves } of actual) {
    if (!known.has(serviceId) && isTaking(state) && !leaves) plan.drain.push({ id, cause: "deleted" });
  }
  for (const service of wanted) {
    const own = actual.filter(({ serviceId }) => serviceId === service.serviceId);
    const cut = own.filter(({ revision, state }) => revision < service.cutBefore && state !== "stopping");
    plan.stop.push(...cut.map(({ id }) => id));
    planService(
      plan,
      service,
      own.filter((replica) => isTaking(replica.state) && !replica.leaves && !cut.includes(replica)),
    );
  }
  return plan;
}

/**
 * Both without the services that have changed since they were read, which their replicas tell when these were read later:
 * the next look sees them whole.
 */
export function unchangedOnly<Service extends Pick<WantedReplicas, "serviceId" | "revision">>(
  wanted: Service[],
  actual: ActualReplica[],
): { wanted: Service[]; actual: ActualReplica[] } {
  const changed = new Set(
    wanted
      .filter(({ serviceId, revision }) =>
        actual.some((replica) => replica.serviceId === serviceId && replica.revision > revision),
      )
      .map(({ serviceId }) => serviceId),
  );
  const isWhole = ({ serviceId }: { serviceId: string }) => !changed.has(serviceId);
  return { wanted: wanted.filter(isWhole), actual: actual.filter(isWhole) };
}

function planService(plan: ReplicaPlan, service: WantedReplicas, taking: ActualReplica[]): void {
  const { serviceId, revision, replicas } = service;
  const present = byUse(taking.filter((replica) => replica.revision === revision));
  const older = taking.filter((replica) => replica.revision !== revision);
  const kept = present.slice(0, replicas);
  plan.drain.push(...present.slice(replicas).map(({ id }) => ({ id, cause: "surplus" as const })));
  const ready = kept.filter(({ state }) => state === "ready").length;
  // One that still starts serves nobody, and never may.
  const standing = older.filter(({ state }) => state === "ready").slice(0, replicas - ready);
  for (const replica of older) {
    if (!standing.includes(replica)) plan.drain.push({ id: replica.id, cause: "update" });
  }
  // One more than wanted while older ones stand, so that no more is gone than has come.
  const room = standing.length > 0 ? replicas + 1 - standing.length - kept.length : replicas;
  for (let count = Math.min(replicas - kept.length, room); count > 0; count -= 1) {
    plan.start.push({ serviceId, revision });
  }
}

/**
 * The older revision that new executions go to while the present one does not start; null when they go to the present
 * one. `failing` is true when its last start failed and none has become ready since.
 */
export function standInRevision(
  { serviceId, revision }: Pick<WantedReplicas, "serviceId" | "revision">,
  actual: ActualReplica[],
  failing: boolean,
): number | null {
  const ready = actual.filter((replica) => replica.serviceId === serviceId && replica.state === "ready");
  if (!failing || ready.some((replica) => replica.revision === revision)) return null;
  return ready.reduce<number | null>((newest, one) => Math.max(newest ?? 0, one.revision), null);
}

/** Those that run something first, then those that could, then those that can't yet. */
function byUse(replicas: ActualReplica[]): ActualReplica[] {
  const rank = ({ running, state }: ActualReplica) => (state !== "ready" ? 2 : running > 0 ? 0 : 1);
  return replicas.toSorted((a, b) => rank(a) - rank(b));
}

function isTaking(state: ActualReplica["state"]): boolean {
  return state === "starting" || state === "ready";
}
