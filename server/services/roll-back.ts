import { z } from "zod";
import type { Context } from "#server/context.ts";
import { ServiceNameSchema } from "#server/domain/service-config.ts";
import { NotFound } from "#server/errors.ts";
import { untilUndisputed } from "#server/executions/undisputed.ts";
import {
  ApplySchema,
  ForceSchema,
  refuseMismatch,
  refuseUnlessAt,
  saveConfig,
  type Updated,
} from "./update.ts";
import { theService } from "./write-revision.ts";

const words = "a revision is a whole number from 1";
const Revision = z.number(words).int(words).min(1, words).max(2_000_000_000, words);

export const RollBackServiceInput = z.strictObject({
  name: ServiceNameSchema,
  revision: Revision.describe("The one whose content comes back."),
  expectedRevision: Revision.optional().describe("Refused unless the service is still at this revision."),
  apply: ApplySchema,
  force: ForceSchema,
});
export type RollBackServiceInput = z.input<typeof RollBackServiceInput>;

/** Brings an older revision's content back, as a new revision; nothing changes when the service is so already. */
export async function rollBackService(ctx: Context, input: RollBackServiceInput): Promise<Updated> {
  const { name, revision, expectedRevision, apply, force } = input;
  refuseMismatch({ apply, force });
  return await untilUndisputed(async () => {
    const service = await theService(ctx, name);
    refuseUnlessAt(service, expectedRevision);
    const [old] = await ctx.database.sql<{ config: unknown }[]>`
      select config from revisions where service_id = ${service.id} and number = ${revision}`;
    if (!old) throw new NotFound(`Service ${name} has no revision ${revision}.`);
    return await saveConfig(ctx, service, { config: old.config, restores: revision, apply, force });
  });
}
