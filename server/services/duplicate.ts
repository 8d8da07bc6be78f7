import { z } from "zod";
import type { Context } from "#server/context.ts";
import { mergePatch } from "#server/domain/merge-patch.ts";
import { ServiceNameSchema } from "#server/domain/service-config.ts";
import { NotFound } from "#server/errors.ts";
import { createService } from "./create.ts";
import { theService } from "./write-revision.ts";

const words = "revision must be the number of a revision";

/** What is to differ is merged into what the source has (null removes), as for an update. */
export const DuplicateServiceInput = z.looseObject({
  name: ServiceNameSchema.describe("The one that is copied."),
  as: ServiceNameSchema.describe("Its own name."),
  revision: z
    .number(words)
    .int(words)
    .min(1, words)
    .max(2_000_000_000, words)
    .optional()
    .describe("Which of its revisions; left out, the present one."),
});
export type DuplicateServiceInput = z.input<typeof DuplicateServiceInput>;

/** Deploys a copy of a service under a new name, its environment too. Nothing that has run comes along. */
export async function duplicateService(
  ctx: Context,
  { name, as, revision, ...change }: DuplicateServiceInput,
): Promise<{ id: string; name: string; revision: number }> {
  const source = await theService(ctx, name);
  const number = revision ?? source.revision;
  const [found] = await ctx.database.sql<{ config: object }[]>`
    select config from revisions where service_id = ${source.id} and number = ${number}`;
  if (!found) throw new NotFound(`Service ${name} has no revision ${number}.`);
  return await createService(ctx, { ...(mergePatch(found.config, change) as object), name: as });
}
