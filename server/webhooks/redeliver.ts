import { z } from "zod";
import { auditedNotes } from "#db/notify.ts";
import type { Context } from "#server/context.ts";
import { Conflict, NotFound } from "#server/errors.ts";
import { WEBHOOK_TOPIC } from "./announce.ts";
import { WebhookIdSchema } from "./webhook-input.ts";

export const RedeliverInput = z.strictObject({
  id: WebhookIdSchema,
  deliveryId: z.string("deliveryId must be the id of a delivery").transform((id) => {
    if (!z.uuid().safeParse(id).success) throw new NotFound(`There is no delivery ${JSON.stringify(id)}.`);
    return id;
  }),
});
export type RedeliverInput = z.output<typeof RedeliverInput>;

/** Sends it once more, as soon as may be, whatever came of it before: the same body under the same id. */
export async function redeliver(ctx: Context, { id, deliveryId }: RedeliverInput): Promise<{ id: string }> {
  const { sql } = ctx.database;
  const now = ctx.clock.now();
  const [found] = await sql<{ enabled: boolean }[]>`
    select w.enabled from webhooks w join webhook_deliveries d on d.webhook_id = w.id
    where w.id = ${id} and d.id = ${deliveryId}`;
  if (!found) throw new NotFound(`There is no delivery ${deliveryId} of this webhook.`);
  if (!found.enabled) throw new Conflict("This webhook is turned off: turn it on first.");
  await sql`
    with queued as (
      update webhook_deliveries set state = 'waiting', next_try_at = ${ctx.database.now()}, ended_at = null
      where id = ${deliveryId}::uuid returning webhook_id, event
    ), woken as (
      update webhooks set rests_until = null where id = ${id}::uuid
    ), audited as (
      insert into audit (at, actor, action, subject_type, subject_id, data)
      select ${now}::timestamptz, ${ctx.actor}, 'webhook.redeliver', 'webhook', webhook_id::text,
        jsonb_build_object('deliveryId', ${deliveryId}::text, 'event', event) from queued
    ) select pg_notify(n.channel, n.payload)
    from jsonb_to_recordset(${auditedNotes([WEBHOOK_TOPIC])}::text::jsonb) as n(channel text, payload text)`;
  return { id: deliveryId };
}
