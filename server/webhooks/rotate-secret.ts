import { auditedNotes } from "#db/notify.ts";
import type { Context } from "#server/context.ts";
import { NotFound } from "#server/errors.ts";
import { WEBHOOK_TOPIC } from "./announce.ts";
import { newSecret } from "./secret.ts";
import type { WebhookIdInput } from "./webhook-input.ts";

/** For so long the secret before signs too, so that receivers can be changed in peace. */
const OVERLAP_MS = 24 * 3_600_000;

export interface RotatedSecret {
  id: string;
  /** It can't be shown again. */
  secret: string;
  /** Until when deliveries are signed with the one before as well. */
  oldSecretUntil: Date;
}

export async function rotateSecret(ctx: Context, { id }: WebhookIdInput): Promise<RotatedSecret> {
  const secret = newSecret();
  const now = ctx.clock.now();
  const { sql } = ctx.database;
  const until = sql`${ctx.database.now()} + ${OVERLAP_MS}::float8 * interval '1 millisecond'`;
  const [rotated] = await sql<{ oldSecretUntil: Date }[]>`
    with rotated as (
      update webhooks set old_secret = secret, old_secret_until = ${until}, secret = ${secret}, updated_at = ${now}
      where id = ${id} returning id, name, old_secret_until
    ), audited as (
      insert into audit (at, actor, action, subject_type, subject_id, data)
      select ${now}::timestamptz, ${ctx.actor}, 'webhook.rotate-secret', 'webhook', id::text,
        jsonb_build_object('name', name) from rotated
    ), told as materialized (
      select count(pg_notify(n.channel, n.payload))
      from jsonb_to_recordset(${auditedNotes([WEBHOOK_TOPIC])}::text::jsonb) as n(channel text, payload text)
    ) select old_secret_until as "oldSecretUntil" from rotated, told`;
  if (!rotated) throw new NotFound(`There is no webhook ${id}.`);
  return { id, secret, oldSecretUntil: rotated.oldSecretUntil };
}
