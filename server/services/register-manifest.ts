import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Context } from "#server/context.ts";
import type { JsonObject } from "#server/domain/merge-patch.ts";
import { ServiceNameSchema } from "#server/domain/service-config.ts";
import { InvalidInput } from "#server/errors.ts";
import { type RegisterServiceInput, registerService } from "./register.ts";
import type { Updated } from "./update.ts";

/**
 * Registers the service of a `curfew.json`: `name`, `description`, `program` (its directory is the manifest's folder),
 * `policy`, `placement`.
 */
export async function registerManifest(ctx: Context, path: string): Promise<Updated> {
  return await registerService(ctx, await readManifest(path));
}

async function readManifest(path: string): Promise<RegisterServiceInput> {
  const manifest = parseManifest(path, await readText(path));
  const { name, program, $schema: _, ...rest } = manifest;
  const parsed = ServiceNameSchema.safeParse(name);
  if (!parsed.success) {
    throw new InvalidInput([{ field: "name", message: `${parsed.error.issues[0]?.message} (in ${path})` }]);
  }
  const directory = dirname(resolve(path));
  return { ...rest, name: parsed.data, program: { ...(program as object), directory } };
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
