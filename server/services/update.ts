import { z } from "zod";
import type { Context } from "#server/context.ts";
import { APPLY_CHOICES, applyFault } from "#server/domain/apply-change.ts";
import { diffPatch, type JsonObject, mergePatch } from "#server/domain/merge-patch.ts";
import { PlacementSchema, PolicySchema } from "#server/domain/policy.ts";
import { type ServiceConfig, ServiceNameSchema } from "#server/domain/service-config.ts";
import { Conflict, InvalidInput } from "#server/errors.ts";
import { untilUndisputed } from "#server/executions/undisputed.ts";
import { checkConfig } from "./check-config.ts";
import { cutOldReplicas } from "./cut-old-replicas.ts";
import { type CurrentService, type Revision, theService, writeRevision } from "./write-revision.ts";

export const ApplySchema = z
  .enum(APPLY_CHOICES, { error: `apply is one of ${APPLY_CHOICES.join(", ")}` })
  .optional()
  .describe(
    "`new` (left out, it is this): what starts from now on. `live`: deadlines of what runs move with the execution timeout too. `replace`: every replica is replaced, once what it runs has ended.",
  );

export const ForceSchema = z
  .boolean("force must be true or false")
  .optional()
  .describe(
    "Old replicas are stopped with all that they run, which then follows its `onReset`; else they finish that first. Without a change it stops those that earlier updates have left.",
  );

const expectedWords = "expectedRevision must be the number of a revision";

/**
 * What to change, merged into the service as it is (null removes): `description`, `program`, `policy`, `placement`.
 * The verb checks the outcome whole and names every fault at once.
 */
export const UpdateServiceInput = z.looseObject({
  name: ServiceNameSchema,
  expectedRevision: z
    .number(expectedWords)
    .int(expectedWords)
    .min(1, expectedWords)
    .optional()
    .describe("Refused unless the service is still at this revision."),
  apply: ApplySchema,
  force: ForceSchema,
});
export type UpdateServiceInput = z.input<typeof UpdateServiceInput>;

export interface Updated {
  id: string;
  name: string;
  /** The service's revision now. */
  revision: number;
  /** False when the service was so already: then there is no new revision. */
  changed: boolean;
  /** `kept`: replicas go on, and attempts that start on them follow the new revision. `replaced`: by new ones. */
  replicas: "kept" | "replaced";
  /** The bulk that moves the deadlines of what runs; null when none is to be moved. */
  live: { bulkId: string; executions: number } | null;
  /** How many old replicas are being stopped with all that they run, since that was forced. */
  cut: number;
}

/** Executions that run keep the policy they started with; queued ones start with the new one. */
export async function updateService(ctx: Context, input: UpdateServiceInput): Promise<Updated> {
  const { name, expectedRevision, apply, force, ...change } = input;
  refuseMismatch({ apply, force });
  refuseNulls(change);
  return await untilUndisputed(async () => {
    const service = await theService(ctx, name);
    refuseUnlessAt(service, expectedRevision);
    return await changeService(ctx, service, change, { apply, force });
  });
}

/** How a change is to reach what runs. */
export type Applying = Pick<Revision, "apply" | "force">;

export function refuseMismatch({ apply, force }: Applying): void {
  const message = applyFault(apply, force);
  if (message) throw new InvalidInput([{ field: "force", message }]);
}

/** Null removes, but a duration that is removed would be another one unseen: only what may be null is reset by it. */
function refuseNulls(change: JsonObject): void {
  const faults = Object.entries({ policy: PolicySchema, placement: PlacementSchema }).flatMap(
    ([part, { shape }]) =>
      Object.entries((change[part] ?? {}) as JsonObject)
        .filter(([field, value]) => value === null && Object.hasOwn(shape, field))
        .flatMap(([field]) => {
          const checked = (shape as Record<string, z.ZodType>)[field]?.safeParse(null);
          return checked?.error?.issues.map(({ message }) => ({ field: `${part}.${field}`, message })) ?? [];
        }),
  );
  if (faults.length > 0) throw new InvalidInput(faults);
}

/** Throws Conflict when the service is not at the revision that the caller looked at; undefined asks for none. */
export function refuseUnlessAt({ name, revision }: CurrentService, expected: number | undefined): void {
  if (expected === undefined || expected === revision) return;
  throw new Conflict(
    `Service ${name} is at revision ${revision} now, not ${expected}: look at it again first.`,
  );
}

/** Throws what `isDisputed` knows when another revision came first. */
export async function changeService(
  ctx: Context,
  service: CurrentService,
  change: JsonObject,
  applying: Applying = {},
): Promise<Updated> {
  return await saveConfig(ctx, service, {
    config: mergePatch(withoutOtherRuntime(service.config, change), change),
    ...applying,
  });
}

/** The same with a configuration that replaces the present one whole; `restores` is the revision that it comes from. */
export async function saveConfig(
  ctx: Context,
  service: CurrentService,
  { config: given, ...how }: { config: unknown } & Pick<Revision, "restores"> & Applying,
): Promise<Updated> {
  const config = checkConfig(given);
  const difference = diffPatch(service.config, config);
  const { id, name } = service;
  if (Object.keys(difference).length === 0) {
    const cut = how.force ? await cutOldReplicas(ctx, service) : 0;
    return { id, name, revision: service.revision, changed: false, replicas: "kept", live: null, cut };
  }
  return {
    id,
    name,
    changed: true,
    ...(await writeRevision(ctx, service, { config, change: difference, ...how })),
  };
}

/** A program of another runtime has other fields: it replaces the old one whole. */
function withoutOtherRuntime(config: ServiceConfig, change: JsonObject): JsonObject {
  const runtime = (change.program as { runtime?: unknown } | null | undefined)?.runtime;
  if (runtime === undefined || runtime === config.program.runtime) return { ...config };
  return { ...config, program: undefined };
}
