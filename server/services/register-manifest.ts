import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Context } from "#server/context.ts";
import { diffPatch, type JsonObject } from "#server/domain/merge-patch.ts";
import { ServiceNameSchema } from "#server/domain/service-config.ts";
import { InvalidInput } from "#server/errors.ts";
import { untilUndisputed } from "#server/executions/undisputed.ts";
import { checkConfig } from "./check-config.ts";
import { createService } from "./create.ts";
import { changeService, type Updated } from "./update.ts";
import { findService } from "./write-revision.ts";

/**
 * Deploys the service of a `curfew.json`: `name`, `description`, `program` (its directory is the manifest's folder),
 * `policy`, `placement`. Registered again it changes only what was changed in the file since: what people have set
 * on the screens meanwhile stays.
 */
export async function registerManifest(ctx: Context, path: string): Promise<Updated> {
  const { name, config } = await readManifest(path);
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

async function readManifest(path: string): Promise<{ name: string; config: JsonObject }> {
  const manifest = parseManifest(path, await readText(path));
  const { name, program, $schema: _, ...rest } = manifest;
  const parsed = ServiceNameSchema.safeParse(name);
  if (!parsed.success) {
    throw new InvalidInput([{ field: "name", message: `${parsed.error.issues[0]?.message} (in ${path})` }]);
  }
  const directory = dirname(resolve(path));
  return {
    name: parsed.data,
    config: checkConfig({ ...rest, program: { ...(program as object), directory } }),
  };
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new InvalidInput([
      { field: "", message: `the manifest can't be read: ${(error as Error).message}` },
    ]);
  }
}

function parseManifest(path: string, text: string): JsonObject {
  try {
    const manifest: unknown = JSON.parse(text);
    if (typeof manifest === "object" && manifest !== null && !Array.isArray(manifest)) return { ...manifest };
    throw new Error("it must hold a JSON object");
  } catch (error) {
    throw new InvalidInput([{ field: "", message: `${path} is no manifest: ${(error as Error).message}` }]);
  }
}
