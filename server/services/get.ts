import { z } from "zod";
import type { Context } from "#server/context.ts";
import { ServiceNameSchema } from "#server/domain/service-config.ts";
import type { ServiceDetail } from "#server/domain/views.ts";
import { NotFound } from "#server/errors.ts";
import { openResets } from "#server/runners/open-resets.ts";
import { lastInputs } from "./last-input.ts";
import { serviceRows } from "./list.ts";

export const GetServiceInput = z.strictObject({ name: ServiceNameSchema });
export type GetServiceInput = z.output<typeof GetServiceInput>;

/** One service with its revisions, newest first (at most 100). */
export async function getService(ctx: Context, { name }: GetServiceInput): Promise<ServiceDetail> {
  const [row] = await serviceRows(ctx, name);
  if (!row) throw new NotFound(`There is no service ${name}.`);
  const [revisions, inputs, resets] = await Promise.all([
    ctx.database.sql<ServiceDetail["revisions"]>`
      select number, author, created_at as "createdAt", config from revisions
      where service_id = ${row.id} order by number desc limit 100`,
    lastInputs(ctx, row.id),
    openResets(ctx, { serviceId: row.id }),
  ]);
  // The newest revision read here may be newer than the row: what runs is what the row names.
  const config = revisions.find((revision) => revision.number === row.revision)?.config;
  if (!config) throw new Error(`service ${name} names revision ${row.revision}, which is not there`);
  return { ...row, config, revisions: [...revisions], lastInputs: inputs, resets };
}
