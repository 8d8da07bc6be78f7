import { v7 as uuid } from "uuid";
import { z } from "zod";
import { auditedNotes } from "#db/notify.ts";
import { isUniqueViolation } from "#db/unique-violation.ts";
import type { Context } from "#server/context.ts";
import { ServiceNameSchema } from "#server/domain/service-config.ts";
import { Conflict } from "#server/errors.ts";
import { announce } from "#server/webhooks/announce.ts";
import { checkConfig } from "./check-config.ts";

/** `program`, `policy` and `placement` are checked whole by the verb, which names every fault at once. */
export const CreateServiceInput = z.looseObject({ name: ServiceNameSchema });
export type CreateServiceInput = z.input<typeof CreateServiceInput>;

/** Deploys a service under a new name, as revision 1. Throws InvalidInput or, when the name is taken, Conflict. */
export async function createService(
  ctx: Context,
  { name, ...config }: CreateServiceInput,
): Promise<{ id: string; name: string; revision: number }> {
  const checked = checkConfig(config);
  const id = uuid();
  const now = ctx.clock.now();
  const notes = auditedNotes(["services", `service:${id}`], [{ type: "service", serviceId: id }]);
  const facts = { actor: ctx.actor, revision: 1 };
  const made = { event: "service.created" as const, at: now, serviceId: id, executionId: null, facts };
  const webhooks = announce(ctx.database, [made]);
  try {
    await ctx.database.sql`
      with made as (
        insert into services (id, name, revision, created_at, updated_at, updated_by)
        values (${id}::uuid, ${name}, 1, ${now}::timestamptz, ${now}::timestamptz, ${ctx.actor})
      ), written as (
        insert into revisions (service_id, number, config, author, created_at)
        values (${id}::uuid, 1, ${JSON.stringify(checked)}::text::jsonb, ${ctx.actor}, ${now}::timestamptz)
      ), audited as (
        insert into audit (at, actor, action, subject_type, subject_id, data)
        values (${now}::timestamptz, ${ctx.actor}, 'service.create', 'service', ${id}::text,
          ${JSON.stringify({ name })}::text::jsonb)
      ), ${webhooks.cte}
      select count(pg_notify(n.channel, n.payload)), ${webhooks.tell}
      from jsonb_to_recordset(${notes}::text::jsonb) as n(channel text, payload text)`;
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new Conflict(`There is a service ${name} already: update it, or choose another name.`);
  }
  return { id, name, revision: 1 };
}
