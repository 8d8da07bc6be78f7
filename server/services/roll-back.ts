import { z } from "zod";
import type { Context } from "#server/context.ts";
import { ServiceNameSchema } from "#server/domain/service-config.ts";
import { NotFound } from "#server/errors.ts";
import { untilUndisputed } from "#server/executions/undisputed.ts";
import { refuseUnlessAt, saveConfig, type Updated } from "./update.ts";
import { theService } from "./write-revision.ts";

const Revision = z.number().int().min(1, "a revision is a whole number from 1");

export const RollBackServiceInput = z.strictObject({
  name: ServiceNameSchema,
  /** The one whose content comes back. */
  revision: Revision,
  /** When given, it is refused unless the service is still at this revision. */
  expectedRevision: Revision.optional(),
});
export type RollBackServiceInput = z.input<typeof RollBackServiceInput>;

/** Brings an older revision's content back, as a new revision; nothing changes when the service is so already. */
export async function rollBackService(ctx: Context, input: RollBackServiceInput): Promise<Updated> {
  const { name, revision, expectedRevision } = input;
  return await untilUndisputed(async () => {
    const service = await theService(ctx, name);
    refuseUnlessAt(service, expectedRevision);
    const [old] = await ctx.database.sql<{ config: unknown }[]>`
      select config from revisions where service_id = ${service.id} and number = ${revision}`;
    if (!old) throw new NotFound(`Service ${name} has no revision ${revision}.`);
    return await saveConfig(ctx, service, { config: old.config, restores: revision });
  });
}
