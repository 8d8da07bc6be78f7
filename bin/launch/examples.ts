import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Context } from "#server/context.ts";
import { registerManifest } from "#server/services/register-manifest.ts";

/** Registers each examples/NAME/curfew.json; one that stands there unchanged already is left as it is. */
export async function registerExamples(context: Context, root: string): Promise<string[]> {
  const folder = join(root, "examples");
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, "curfew.json")))
    .sort();
  for (const name of names) await registerManifest(context, join(folder, name, "curfew.json"));
  return names;
}
