import { z } from "zod";
import type { Context } from "#server/context.ts";
import { diffPatch, type JsonObject } from "#server/domain/merge-patch.ts";
import { ServiceNameSchema } from "#server/domain/service-config.ts";
import { untilUndisputed } from "#server/executions/undisputed.ts";
import { checkConfig } from "./check-config.ts";
import { createService } from "./create.ts";
import { changeService, type Updated } from "./update.ts";
import { findService } from "./write-revision.ts";

/** `program`, `policy` and `placement` are checked whole by the verb, which names every fault at once. */
export const RegisterServiceInput = z.looseObject({ name: ServiceNameSchema });
export type RegisterServiceInput = z.input<typeof RegisterServiceInput>;

/**
 * Deploys a service as a manifest says it. Registered again it changes only what the manifest has changed since: what
 * people have set on the screens meanwhile stays.
 */
export async function registerService(
  ctx: Context,
  { name, ...manifest }: RegisterServiceInput,
): Promise<Updated> {
  const config = checkConfig(manifest) as unknown as JsonObject;
  return await untilUndisputed(async () => {
    const service = await findService(ctx, name);
    const updated: Updated = service
      ? await changeService(ctx, service, diffPatch(await lastManifest(ctx, service.id), config))
      : {
          ...(await createService(ctx, { name, ...config })),
          changed: true,
          replicas: "replaced",
          live: null,
          cut: 0,
        };
    await keepManifest(ctx, updated.id, config);
    return updated;
  });
}

/** As it was when it was last registered; empty for a service that no manifest made. */
async function lastManifest(ctx: Context, serviceId: string): Promise<JsonObject> {
  const [row] = await ctx.database.sql<{ manifest: JsonObject | null }[]>`
    select manifest from services where id = ${serviceId}`;
  return row?.manifest ?? {};
}

async function keepManifest(ctx: Context, serviceId: string, manifest: JsonObject): Promise<void> {
  const json = JSON.stringify(manifest);
  await ctx.database.sql`
    update services set manifest = ${json}::text::jsonb
    where id = ${serviceId} and manifest is distinct from ${json}::text::jsonb`;
}
