import { notifications } from "#db/notify.ts";
import { storableJson } from "#db/storable-json.ts";
import type { Context } from "#server/context.ts";
import { type DeliveryState, type DeliveryTry, restMs, waitMs } from "#server/domain/webhook.ts";
import { WEBHOOK_TOPIC } from "./announce.ts";

/** Tells screens that show deliveries. */
export const DELIVERY_NOTES = JSON.stringify(notifications([], [WEBHOOK_TOPIC]));

export interface TriedDelivery {
  seq: number;
  webhookId: string;
  /** Failed tries before this one. */
  failedTries: number;
  /** Of its webhook, in a row, with this one. */
  failures: number;
  /** Its receiver was away, and has answered now. */
  back: boolean;
}

/**
 * Writes down what a try came to, and how the webhook does since. A receiver that is back gets at once what has waited
 * for it.
 */
export async function writeTry(
  ctx: Context,
  { seq, webhookId, failedTries, failures, back }: TriedDelivery,
  tried: DeliveryTry,
  hold: { carrier: string; ms: number },
): Promise<void> {
  const { sql } = ctx.database;
  const now = ctx.database.now();
  const after = (ms: number | null) => sql`${now} + ${ms}::float8 * interval '1 millisecond'`;
  const wait = tried.error === null ? null : waitMs(failedTries + 1);
  const state: DeliveryState = tried.error === null ? "delivered" : wait === null ? "given-up" : "waiting";
  const { at, status, error } = tried;
  await sql`
    with written as (
      update webhook_deliveries set tries = tries || jsonb_build_array(${storableJson(tried)}::text::jsonb),
        state = ${state}, next_try_at = ${after(wait)},
        ended_at = case when ${state} <> 'waiting' then ${now} end
      where seq = ${seq}
    ), noted as (
      update webhooks set failures = ${failures}::int, rests_until = ${after(restMs(failures))},
        last_try = ${storableJson({ at, status, error })}::text::jsonb,
        carried_until = case when carrier = ${hold.carrier} then ${after(hold.ms)} else carried_until end
      where id = ${webhookId}::uuid
    ), hurried as (
      update webhook_deliveries set next_try_at = least(at, ${now})
      where webhook_id = ${webhookId}::uuid and state = 'waiting' and seq <> ${seq} and next_try_at > ${now}
        and ${back}::boolean
    ) select count(pg_notify(n.channel, n.payload))
    from jsonb_to_recordset(${DELIVERY_NOTES}::text::jsonb) as n(channel text, payload text)`;
}
