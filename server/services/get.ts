import { z } from "zod";
import type { Context } from "#server/context.ts";
import { ServiceNameSchema } from "#server/domain/service-config.ts";
import type { ServiceDetail } from "#server/domain/views.ts";
import { NotFound } from "#server/errors.ts";
import { openDrains } from "#server/runners/open-drains.ts";
import { openResets } from "#server/runners/open-resets.ts";
import { lastInputs } from "./last-input.ts";
import { serviceRows } from "./list.ts";

export const GetServiceInput = z.strictObject({ name: ServiceNameSchema });
export type GetServiceInput = z.output<typeof GetServiceInput>;

/** One service with its revisions, newest first (at most 100). */
export async function getService(ctx: Context, { name }: GetServiceInput): Promise<ServiceDetail> {
  const [row] = await serviceRows(ctx, name);
  if (!row) throw new NotFound(`There is no service ${name}.`);
  const [revisions, inputs, resets, older, drains] = await Promise.all([
    ctx.database.sql<ServiceDetail["revisions"]>`
      select number, author, created_at as "createdAt", config from revisions
      where service_id = ${row.id} order by number desc limit 100`,
    lastInputs(ctx, row.id),
    openResets(ctx, { serviceId: row.id }),
    olderOf(ctx, row.id),
    openDrains(ctx, row.id),
  ]);
  // The newest revision read here may be newer than the row: what runs is what the row names.
  const config = revisions.find((revision) => revision.number === row.revision)?.config;
  if (!config) throw new Error(`service ${name} names revision ${row.revision}, which is not there`);
  return { ...row, config, revisions: [...revisions], lastInputs: inputs, resets, drains, older };
}

/** Those that drain since an update, with what they still run and nobody has asked to stop. */
async function olderOf({ database: { sql } }: Context, serviceId: string): Promise<ServiceDetail["older"]> {
  const [row] = await sql<{ replicas: number; running: number; rerun: number }[]>`
    select count(distinct p.id)::int as replicas, count(e.id)::int as running,
      count(e.id) filter (where e.policy->>'onReset' = 'rerun'
        and e.attempt < (e.policy->>'maxAttempts')::int)::int as rerun
    from replicas p join services s on s.id = p.service_id
    left join executions e on e.replica_id = p.id and e.status = 'in-progress' and e.stop_reason is null
    where p.service_id = ${serviceId} and p.ended_at is null and p.state = 'draining' and p.revision < s.revision`;
  if (!row || row.replicas === 0) return null;
  const { replicas, running, rerun } = row;
  return { replicas, running, cut: { failed: running - rerun, rerun } };
}
