import { auditedNotes } from "#db/notify.ts";
import type { Context } from "#server/context.ts";
import { NotFound } from "#server/errors.ts";
import { WEBHOOK_TOPIC } from "./announce.ts";
import type { WebhookIdInput } from "./webhook-input.ts";

/** It is told of nothing more, also of what waits; its log goes too. */
export async function removeWebhook(
  ctx: Context,
  { id }: WebhookIdInput,
): Promise<{ id: string; name: string }> {
  const { sql } = ctx.database;
  const [removed] = await sql<{ id: string; name: string }[]>`
    with removed as (
      delete from webhooks where id = ${id} returning id, name, url
    ), forgotten as (
      delete from webhook_deliveries where webhook_id in (select id from removed)
    ), audited as (
      insert into audit (at, actor, action, subject_type, subject_id, data)
      select ${ctx.clock.now()}::timestamptz, ${ctx.actor}, 'webhook.remove', 'webhook', id::text,
        jsonb_build_object('name', name, 'url', url) from removed
    ), told as materialized (
      select count(pg_notify(n.channel, n.payload))
      from jsonb_to_recordset(${auditedNotes([WEBHOOK_TOPIC])}::text::jsonb) as n(channel text, payload text)
    ) select id, name from removed, told`;
  if (!removed) throw new NotFound(`There is no webhook ${id}.`);
  return removed;
}
