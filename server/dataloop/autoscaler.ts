import { z } from "zod";
import { isEqual } from "#server/domain/merge-patch.ts";
import { type Placement, PlacementSchema } from "#server/domain/policy.ts";
import type { FieldFault } from "#server/errors.ts";

/** Seconds. Curfew looks at once; Dataloop's client only hands it on. */
const POLLING_SECONDS = 10;

/** Replicas that follow what runs and waits are Dataloop's autoscaler by the length of the queue. */
export interface WireAutoscaler {
  type: "rabbitmq";
  minReplicas: number;
  maxReplicas: number;
  /** Executions, running or waiting, that one replica is wanted for. */
  queueLength: number;
  /** Seconds. */
  cooldownPeriod: number;
  pollingInterval: number;
}

/** Null where the number of replicas is fixed. */
export function toWireAutoscaler(placement: Placement): WireAutoscaler | null {
  const { replicas, maxReplicas, executionsPerReplica, concurrency, cooldown } = placement;
  if (maxReplicas === null) return null;
  return {
    type: "rabbitmq",
    minReplicas: replicas,
    maxReplicas,
    queueLength: executionsPerReplica ?? concurrency,
    cooldownPeriod: cooldown,
    pollingInterval: POLLING_SECONDS,
  };
}

const { replicas, maxReplicas, executionsPerReplica, cooldown } = PlacementSchema.shape;
const FIELDS = {
  minReplicas: { own: "replicas", schema: replicas },
  maxReplicas: { own: "maxReplicas", schema: maxReplicas.unwrap() },
  queueLength: { own: "executionsPerReplica", schema: executionsPerReplica },
  cooldownPeriod: { own: "cooldown", schema: cooldown },
} as const;

const Wanted = z.looseObject({
  type: z.literal("rabbitmq", {
    error:
      'autoscaler.type must be "rabbitmq": Curfew scales by what runs and waits, not by processor or requests',
  }),
});

/**
 * What an autoscaler that the client sends changes of a placement; null ends scaling. What it says as it was read is no change, so
 * that a number of replicas which is set beside it has its effect. Adds what is wrong to `faults`.
 */
export function readAutoscaler(
  faults: FieldFault[],
  served: WireAutoscaler | null,
  value: unknown,
): Partial<Placement> {
  if (value === null || value === undefined) return served === null ? {} : { maxReplicas: null };
  const { data: wanted, error } = Wanted.safeParse(value);
  if (error) {
    const message = error.issues[0]?.path.length
      ? error.issues[0].message
      : "autoscaler must be an object or null";
    faults.push({ field: "runtime.autoscaler", message });
    return {};
  }
  const changed = Object.entries(FIELDS).flatMap(([field, { own, schema }]) => {
    const asked = wanted[field];
    if (asked === undefined || isEqual(asked, served?.[field as keyof typeof FIELDS] ?? null)) return [];
    const message = schema.safeParse(asked).error?.issues[0]?.message;
    if (message) faults.push({ field: `runtime.autoscaler.${field}`, message: message.replace(own, field) });
    return [[own, asked]];
  });
  return Object.fromEntries(changed);
}
