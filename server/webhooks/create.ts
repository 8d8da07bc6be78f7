import { v7 as uuid } from "uuid";
import { z } from "zod";
import { auditedNotes } from "#db/notify.ts";
import { isUniqueViolation } from "#db/unique-violation.ts";
import { Conflict } from "#server/errors.ts";
import { WEBHOOK_TOPIC } from "./announce.ts";
import { newSecret } from "./secret.ts";
import type { WebhookContext } from "./webhook-context.ts";
import { refuseUrl, serviceIds, webhookFields } from "./webhook-input.ts";

export const CreateWebhookInput = z.strictObject({
  ...webhookFields,
  services: webhookFields.services.default(null),
  enabled: webhookFields.enabled.default(true),
});
export type CreateWebhookInput = z.output<typeof CreateWebhookInput>;

export interface CreatedWebhook {
  id: string;
  /** What its deliveries are signed with. It can't be shown again. */
  secret: string;
}

/** It is told of what happens from now on. Throws InvalidInput for its address or services, Conflict for its name. */
export async function createWebhook(ctx: WebhookContext, input: CreateWebhookInput): Promise<CreatedWebhook> {
  const { name, url, events, services, enabled } = input;
  refuseUrl(ctx, url);
  const ids = await serviceIds(ctx, services);
  const [id, secret, now] = [uuid(), newSecret(), ctx.clock.now()];
  const notes = auditedNotes([WEBHOOK_TOPIC]);
  const about = JSON.stringify({ name, url, events, services, enabled });
  try {
    await ctx.database.sql`
      with made as (
        insert into webhooks (id, name, url, events, service_ids, enabled, secret, created_at, created_by, updated_at)
        values (${id}, ${name}, ${url}, ${events}, ${ids}, ${enabled}, ${secret}, ${now}, ${ctx.actor}, ${now})
      ), audited as (
        insert into audit (at, actor, action, subject_type, subject_id, data)
        values (${now}, ${ctx.actor}, 'webhook.create', 'webhook', ${id}, ${about}::text::jsonb)
      ) select pg_notify(n.channel, n.payload)
      from jsonb_to_recordset(${notes}::text::jsonb) as n(channel text, payload text)`;
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new Conflict(`There is a webhook ${name} already: choose another name.`);
  }
  return { id, secret };
}
