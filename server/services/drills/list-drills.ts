import { z } from "zod";
import type { Context } from "#server/context.ts";
import type { DrillFindings, DrillView } from "#server/domain/drill.ts";
import { ServiceNameSchema } from "#server/domain/service-config.ts";
import { theService } from "../write-revision.ts";

export const ListDrillsInput = z.strictObject({ name: ServiceNameSchema });
export type ListDrillsInput = z.output<typeof ListDrillsInput>;

/** The drills of a service, newest first, at most 20. */
export async function listDrills(ctx: Context, { name }: ListDrillsInput): Promise<DrillView[]> {
  const { id } = await theService(ctx, name);
  const rows = await ctx.database.sql<
    (Omit<DrillView, keyof DrillFindings> & { findings: DrillFindings | null })[]
  >`
    select id, function_name as "functionName", input, run_seconds as "runSeconds", created_at as "createdAt",
      created_by as "createdBy", execution_id as "executionId", outcome, findings, ended_at as "endedAt"
    from drills where service_id = ${id} order by id desc limit 20`;
  return rows.map(({ findings, ...drill }) => ({ ...drill, ...findings }));
}
