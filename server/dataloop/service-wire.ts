import type { ServiceRecord } from "#server/services/records.ts";
import { toWireAutoscaler } from "./autoscaler.ts";
import { ORGANISATION, PACKAGE, PROJECT, versionOf } from "./project.ts";

/** A service as Dataloop's client reads it. What Curfew has no equivalent of stands as what is true of it here. */
export function toWireService(service: ServiceRecord, base: string) {
  const { id, name, revision, config } = service;
  const { policy, placement } = config;
  return {
    id,
    url: `${base}/services/${id}`,
    name,
    version: versionOf(revision),
    createdAt: service.createdAt.toISOString(),
    creator: service.createdBy,
    updatedAt: service.updatedAt.toISOString(),
    updatedBy: service.updatedBy,
    projectId: PROJECT.id,
    orgId: ORGANISATION.id,
    packageId: id,
    ...PACKAGE,
    initParams: {},
    botUserName: null,
    useUserJwt: false,
    global: false,
    active: service.pausedAt === null,
    executionTimeout: policy.executionTimeout,
    drainTime: policy.drainTime,
    onReset: policy.onReset,
    runExecutionAsProcess: placement.isolation === "process",
    maxAttempts: policy.maxAttempts,
    queueLengthLimit: policy.queueLimit,
    runtime: {
      podType: "regular-s",
      numReplicas: placement.replicas,
      concurrency: placement.concurrency,
      autoscaler: toWireAutoscaler(placement),
      preemptible: false,
    },
    driverId: PROJECT.id,
    versions: { dtlpy: "1.124.2" },
    secrets: [],
    type: "regular",
    mode: { type: "regular" },
    metadata: {},
    archive: false,
  };
}

export type WireService = ReturnType<typeof toWireService>;
