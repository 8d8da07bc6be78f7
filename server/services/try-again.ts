import { z } from "zod";
import { auditedNotes } from "#db/notify.ts";
import type { Context } from "#server/context.ts";
import { ServiceNameSchema } from "#server/domain/service-config.ts";
import { theService } from "./write-revision.ts";

export const TryAgainInput = z.strictObject({ name: ServiceNameSchema });
export type TryAgainInput = z.input<typeof TryAgainInput>;

/** Ends the pause before replicas that fail are started again, and begins to count anew. `failing`: there was such a pause. */
export async function tryServiceAgain(
  ctx: Context,
  { name }: TryAgainInput,
): Promise<{ id: string; name: string; failing: boolean }> {
  const { id } = await theService(ctx, name);
  const now = ctx.clock.now();
  const notes = auditedNotes(["services", `service:${id}`], [{ type: "service", serviceId: id }]);
  const rows = await ctx.database.sql`
    with freed as (
      update start_failures f set count = 0, retry_at = ${ctx.database.now()} from services s
      where f.service_id = ${id}::uuid and s.id = f.service_id and s.revision = f.revision and f.ready_at is null
      returning s.id, f.revision
    ), audited as (
      insert into audit (at, actor, action, subject_type, subject_id, data)
      select ${now}::timestamptz, ${ctx.actor}, 'service.try-again', 'service', id::text,
        jsonb_build_object('name', ${name}::text, 'revision', revision) from freed
    )
    select pg_notify(n.channel, n.payload)
    from jsonb_to_recordset(${notes}::text::jsonb) as n(channel text, payload text), freed`;
  return { id, name, failing: rows.length > 0 };
}
