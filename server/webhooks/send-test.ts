import { randomUUID } from "node:crypto";
import { auditedNotes } from "#db/notify.ts";
import { storableJson } from "#db/storable-json.ts";
import { type DeliveryTry, type DeliveryView, TEST_EVENT } from "#server/domain/webhook.ts";
import { NotFound } from "#server/errors.ts";
import { WEBHOOK_TOPIC } from "./announce.ts";
import { signedHeaders } from "./secret.ts";
import type { WebhookContext } from "./webhook-context.ts";
import type { WebhookIdInput } from "./webhook-input.ts";

interface Target {
  name: string;
  url: string;
  secret: string;
}

/** Sends a test, once and now, also while the webhook is off or rests; what came of it is answered, and stands in the log. */
export async function testWebhook(ctx: WebhookContext, { id }: WebhookIdInput): Promise<DeliveryView> {
  const [target] = await ctx.database.sql<Target[]>`select name, url, secret from webhooks where id = ${id}`;
  if (!target) throw new NotFound(`There is no webhook ${id}.`);
  const at = ctx.clock.now();
  const data = { webhookId: id, name: target.name, actor: ctx.actor };
  const delivery = { id: randomUUID(), body: JSON.stringify({ type: TEST_EVENT, timestamp: at, data }) };
  const headers = signedHeaders(delivery, [target.secret], at);
  const tried = await ctx.sender.post({ url: target.url, body: delivery.body, headers });
  const state = tried.error === null ? "delivered" : "given-up";
  const endedAt = ctx.clock.now();
  await keep(ctx, id, { ...delivery, at, state, endedAt, tried });
  return {
    ...delivery,
    webhookId: id,
    event: TEST_EVENT,
    state,
    at,
    executionId: null,
    serviceName: null,
    nextTryAt: null,
    endedAt,
    tries: [tried],
  };
}

interface Tested {
  id: string;
  body: string;
  at: Date;
  state: "delivered" | "given-up";
  endedAt: Date;
  tried: DeliveryTry;
}

async function keep(ctx: WebhookContext, webhookId: string, tested: Tested): Promise<void> {
  const { id, body, at, state, endedAt, tried } = tested;
  await ctx.database.sql`
    with kept as (
      insert into webhook_deliveries (id, webhook_id, event, at, facts, body, state, ended_at, tries)
      values (${id}, ${webhookId}, ${TEST_EVENT}, ${at}, '{}', ${body}, ${state}, ${endedAt},
        jsonb_build_array(${storableJson(tried)}::text::jsonb))
    ), audited as (
      insert into audit (at, actor, action, subject_type, subject_id, data)
      values (${at}, ${ctx.actor}, 'webhook.test', 'webhook', ${webhookId},
        jsonb_build_object('status', ${tried.status}::int, 'error', ${tried.error}::text))
    ) select pg_notify(n.channel, n.payload)
    from jsonb_to_recordset(${auditedNotes([WEBHOOK_TOPIC])}::text::jsonb) as n(channel text, payload text)`;
}
