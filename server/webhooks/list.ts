import type { Context } from "#server/context.ts";
import { type LastTry, MOST_COUNTED, type WebhookView } from "#server/domain/webhook.ts";
import { NotFound } from "#server/errors.ts";
import type { WebhookIdInput } from "./webhook-input.ts";

type Row = Omit<WebhookView, "lastTry"> & { lastTry: (Omit<LastTry, "at"> & { at: string }) | null };

/** All of them, by name. */
export function listWebhooks(ctx: Context): Promise<WebhookView[]> {
  return read(ctx, null);
}

export async function getWebhook(ctx: Context, { id }: WebhookIdInput): Promise<WebhookView> {
  const [webhook] = await read(ctx, id);
  if (!webhook) throw new NotFound(`There is no webhook ${id}.`);
  return webhook;
}

async function read({ database }: Context, id: string | null): Promise<WebhookView[]> {
  const { sql } = database;
  const now = database.now();
  const rows = await sql<Row[]>`
    select w.id, w.name, w.url, w.events, w.enabled, w.created_at as "createdAt", w.created_by as "createdBy",
      w.updated_at as "updatedAt", w.failures, w.last_try as "lastTry",
      case when w.rests_until > ${now} then w.rests_until end as "restsUntil",
      case when w.old_secret_until > ${now} then w.old_secret_until end as "oldSecretUntil",
      case when w.service_ids is not null then
        array(select s.name from services s where s.id = any(w.service_ids) and s.deleted_at is null order by s.name) end as services,
      (select count(*)::int from (select from webhook_deliveries d where d.webhook_id = w.id and d.state = 'waiting'
        limit ${MOST_COUNTED + 1}) q) as waiting
    from webhooks w where ${id}::uuid is null or w.id = ${id}::uuid order by w.name`;
  return rows.map(({ lastTry, ...row }) => ({
    ...row,
    lastTry: lastTry && { ...lastTry, at: new Date(lastTry.at) },
  }));
}
