import type { Context } from "#server/context.ts";
import { announceService } from "./announce-service.ts";

/** Has new executions go to this older revision, or with null to the present one; refused once there is a newer one. */
export async function setStandIn(
  { database: { sql } }: Pick<Context, "database">,
  { serviceId, revision }: { serviceId: string; revision: number },
  standIn: number | null,
): Promise<void> {
  const rows = await sql`
    update services set stand_in_revision = ${standIn}
    where id = ${serviceId} and revision = ${revision} and stand_in_revision is distinct from ${standIn}
    returning id`;
  if (rows.length > 0) await announceService(sql, serviceId, [{ type: "service", serviceId }]);
}
