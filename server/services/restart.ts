import { z } from "zod";
import type { Context } from "#server/context.ts";
import { ServiceNameSchema } from "#server/domain/service-config.ts";
import { untilUndisputed } from "#server/executions/undisputed.ts";
import { ForceSchema, type Updated } from "./update.ts";
import { theService, writeRevision } from "./write-revision.ts";

export const RestartServiceInput = z.strictObject({ name: ServiceNameSchema, force: ForceSchema });
export type RestartServiceInput = z.input<typeof RestartServiceInput>;

/**
 * Puts new replicas in the place of all, one by one, with the program as it lies in its folder now: a revision of the same
 * content, since replicas are replaced by revisions. Old ones finish what they run first.
 */
export async function restartService(ctx: Context, { name, force }: RestartServiceInput): Promise<Updated> {
  return await untilUndisputed(async () => {
    const service = await theService(ctx, name);
    const { id, config } = service;
    const same = { config, change: {}, restarts: true, apply: "replace", force } as const;
    return { id, name, changed: true, ...(await writeRevision(ctx, service, same)) };
  });
}
