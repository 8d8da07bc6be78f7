import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Context } from "#server/context.ts";
import { createExecution } from "#server/executions/create.ts";
import { listExecutions } from "#server/executions/list.ts";
import { wasDeleted } from "#server/services/delete.ts";
import { registerManifest } from "#server/services/register-manifest.ts";

/**
 * Registers each examples/NAME/curfew.json, and runs once what never ran, so that a first look at the list shows real
 * work. One that stands there unchanged already is left as it is, and one that was deleted stays away.
 */
export async function deployExamples(context: Context, root: string): Promise<string[]> {
  const folder = join(root, "examples");
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, "curfew.json")))
    .sort();
  const deployed: string[] = [];
  for (const name of names) {
    if (await wasDeleted(context, name)) continue;
    await registerManifest(context, join(folder, name, "curfew.json"));
    const { rows } = await listExecutions(context, { services: [name], limit: 1 });
    if (rows.length === 0) await createExecution(context, { service: name });
    deployed.push(name);
  }
  return deployed;
}
