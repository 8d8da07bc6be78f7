import { z } from "zod";
import { auditedNotes } from "#db/notify.ts";
import { isUniqueViolation } from "#db/unique-violation.ts";
import type { WebhookView } from "#server/domain/webhook.ts";
import { Conflict } from "#server/errors.ts";
import { WEBHOOK_TOPIC } from "./announce.ts";
import { getWebhook } from "./list.ts";
import type { WebhookContext } from "./webhook-context.ts";
import { refuseUrl, serviceIds, WebhookIdSchema, webhookFields } from "./webhook-input.ts";

export const UpdateWebhookInput = z
  .strictObject({ id: WebhookIdSchema })
  .extend(z.strictObject(webhookFields).partial().shape);
export type UpdateWebhookInput = z.output<typeof UpdateWebhookInput>;

/** Changes what is given. What waits for it is tried at once when it got another address or was turned on. */
export async function updateWebhook(ctx: WebhookContext, input: UpdateWebhookInput): Promise<WebhookView> {
  const { id, ...change } = input;
  const before = await getWebhook(ctx, { id });
  const { name, url, events, enabled } = { ...before, ...withoutUndefined(change) };
  if (url !== before.url) refuseUrl(ctx, url);
  const ids = change.services === undefined ? undefined : await serviceIds(ctx, change.services);
  const afresh = url !== before.url || (enabled && !before.enabled);
  const now = ctx.clock.now();
  const about = JSON.stringify({ name: before.name, ...change });
  try {
    await ctx.database.sql`
      with changed as (
        update webhooks set name = ${name}, url = ${url}, events = ${events}, enabled = ${enabled}, updated_at = ${now},
          service_ids = case when ${ids !== undefined}::boolean then ${ids ?? null}::uuid[] else service_ids end,
          failures = case when ${afresh}::boolean then 0 else failures end,
          rests_until = case when ${afresh}::boolean then null else rests_until end
        where id = ${id} returning id
      ), audited as (
        insert into audit (at, actor, action, subject_type, subject_id, data)
        select ${now}::timestamptz, ${ctx.actor}, 'webhook.update', 'webhook', id::text, ${about}::text::jsonb from changed
      ), hurried as (
        update webhook_deliveries set next_try_at = least(at, ${ctx.database.now()})
        where webhook_id = ${id}::uuid and state = 'waiting' and ${afresh}::boolean
      ) select pg_notify(n.channel, n.payload)
      from jsonb_to_recordset(${auditedNotes([WEBHOOK_TOPIC])}::text::jsonb) as n(channel text, payload text)`;
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new Conflict(`There is a webhook ${name} already: choose another name.`);
  }
  return await getWebhook(ctx, { id });
}

function withoutUndefined<T extends object>(change: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as never;
}
