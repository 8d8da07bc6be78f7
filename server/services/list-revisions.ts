import { z } from "zod";
import type { Context } from "#server/context.ts";
import { ServiceNameSchema } from "#server/domain/service-config.ts";
import type { ServiceDetail } from "#server/domain/views.ts";
import { theService } from "./write-revision.ts";

const beforeWords = "before must be the number of a revision";

export const ListRevisionsInput = z.strictObject({
  name: ServiceNameSchema,
  before: z
    .number(beforeWords)
    .int(beforeWords)
    .min(1, beforeWords)
    .max(2_000_000_000, beforeWords)
    .optional()
    .describe("Only older ones than this."),
});
export type ListRevisionsInput = z.output<typeof ListRevisionsInput>;

/** Newest first, at most 100. */
export async function listRevisions(
  ctx: Context,
  { name, before }: ListRevisionsInput,
): Promise<ServiceDetail["revisions"]> {
  const { id } = await theService(ctx, name);
  const rows = await ctx.database.sql<ServiceDetail["revisions"]>`
    select number, author, created_at as "createdAt", config from revisions
    where service_id = ${id} and (${before ?? null}::int is null or number < ${before ?? null}::int)
    order by number desc limit 100`;
  return [...rows];
}
