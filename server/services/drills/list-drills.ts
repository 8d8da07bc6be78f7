import { z } from "zod";
import type { Context } from "#server/context.ts";
import { type DrillFindings, type DrillView, drillPhase } from "#server/domain/drill.ts";
import { ServiceNameSchema } from "#server/domain/service-config.ts";
import type { ExecutionStatus } from "#server/domain/status.ts";
import type { StopReason } from "#server/domain/stop.ts";
import { theService } from "../write-revision.ts";

export const ListDrillsInput = z.strictObject({ name: ServiceNameSchema });
export type ListDrillsInput = z.output<typeof ListDrillsInput>;

/** The drills of a service, newest first, at most 20. */
export async function listDrills(ctx: Context, { name }: ListDrillsInput): Promise<DrillView[]> {
  const { id } = await theService(ctx, name);
  const rows = await ctx.database.sql<
    (Omit<DrillView, keyof DrillFindings | "phase"> & {
      findings: DrillFindings | null;
      status: ExecutionStatus | null;
      stopReason: StopReason | null;
    })[]
  >`
    select d.id, d.function_name as "functionName", d.input, d.run_seconds as "runSeconds", d.created_at as "createdAt",
      d.created_by as "createdBy", d.execution_id as "executionId", d.outcome, d.findings, d.ended_at as "endedAt",
      e.status, e.stop_reason as "stopReason"
    from drills d left join executions e on e.id = d.execution_id
    where d.service_id = ${id} order by d.id desc limit 20`;
  return rows.map(({ findings, status, stopReason, ...drill }) => ({
    ...drill,
    phase: drill.outcome === null ? drillPhase(status && { status, stopReason }) : null,
    ...findings,
  }));
}
