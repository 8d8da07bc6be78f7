import type { z } from "zod";
import { isEqual, type JsonObject } from "#server/domain/merge-patch.ts";
import { type Placement, PlacementSchema, type Policy, PolicySchema } from "#server/domain/policy.ts";
import { type FieldFault, InvalidInput } from "#server/errors.ts";
import { readAutoscaler } from "./autoscaler.ts";
import type { WireService } from "./service-wire.ts";

/** What a PATCH asks for, in Curfew's words. What is left out stays as it is. */
export interface ServicePatch {
  policy: JsonObject;
  placement: JsonObject;
  paused?: boolean;
}

/** Sent back by the client as it once read them, and never taken from it. */
const READ_ONLY = new Set([
  "id",
  "url",
  "version",
  "versions",
  "revisions",
  "createdAt",
  "creator",
  "updatedAt",
  "updatedBy",
  "displayName",
  "projectId",
  "orgId",
  "packageId",
  "driverId",
  "archive",
]);

const POLICY: Record<string, keyof Policy> = {
  executionTimeout: "executionTimeout",
  drainTime: "drainTime",
  onReset: "onReset",
  maxAttempts: "maxAttempts",
  queueLengthLimit: "queueLimit",
};
const PLACEMENT: Record<string, keyof Placement> = { numReplicas: "replicas", concurrency: "concurrency" };

/**
 * The client sends the whole service as it holds it, also when that is old: the last word counts, field by field.
 * A field that Curfew can't change may only be sent as it is. Throws InvalidInput that names each other one.
 */
export function readServicePatch(served: WireService, body: JsonObject): ServicePatch {
  const patch: ServicePatch = { policy: {}, placement: {} };
  const faults: FieldFault[] = [];
  for (const [field, value] of Object.entries(body)) {
    if (READ_ONLY.has(field)) continue;
    const own = POLICY[field];
    if (own) patch.policy[own] = checked(faults, field, PolicySchema.shape[own], value);
    else if (field === "active") patch.paused = !asBoolean(faults, field, value);
    else if (field === "runExecutionAsProcess")
      patch.placement.isolation = asBoolean(faults, field, value) ? "process" : "shared";
    else if (field === "runtime") readRuntime(patch, faults, served, value);
    else refuseChange(faults, field, (served as JsonObject)[field], value);
  }
  if (faults.length > 0) throw new InvalidInput(faults);
  return patch;
}

/** Merged: a client drops the parts that it does not know. */
function readRuntime(
  { placement }: ServicePatch,
  faults: FieldFault[],
  served: WireService,
  runtime: unknown,
): void {
  if (typeof runtime !== "object" || runtime === null || Array.isArray(runtime)) {
    faults.push({ field: "runtime", message: "runtime must be an object" });
    return;
  }
  for (const [field, value] of Object.entries(runtime)) {
    const own = PLACEMENT[field];
    if (own) placement[own] = checked(faults, `runtime.${field}`, PlacementSchema.shape[own], value);
    else if (field !== "autoscaler")
      refuseChange(faults, `runtime.${field}`, (served.runtime as JsonObject)[field], value);
  }
  // The client sends it in any case; where it is left out nothing is said about it.
  if ("autoscaler" in runtime)
    Object.assign(placement, readAutoscaler(faults, served.runtime.autoscaler, runtime.autoscaler));
}

/** Checked here, where null is a value: in a patch of ours it would bring back the default. */
function checked(faults: FieldFault[], field: string, schema: z.ZodType, value: unknown): unknown {
  const { error } = schema.safeParse(value);
  if (error) faults.push({ field, message: error.issues[0]?.message ?? "is not valid" });
  return value;
}

function refuseChange(faults: FieldFault[], field: string, served: unknown, value: unknown): void {
  if (isEqual(served ?? null, value ?? null) || (isEmpty(served) && isEmpty(value))) return;
  const message = `${field} can't be set: Curfew has no equivalent. It is ${JSON.stringify(served ?? null)}`;
  faults.push({ field, message });
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined || value === null || (typeof value === "object" && Object.keys(value).length === 0)
  );
}

function asBoolean(faults: FieldFault[], field: string, value: unknown): boolean {
  if (typeof value !== "boolean") faults.push({ field, message: `${field} must be true or false` });
  return value === true;
}
