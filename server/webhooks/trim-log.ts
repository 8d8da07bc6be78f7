import type { Context } from "#server/context.ts";
import { GIVEN_UP_AFTER_MS } from "#server/domain/webhook.ts";

/** What has ended is kept for so long, and of each webhook no more than so many. */
const KEPT_MS = 7 * 24 * 3_600_000;
export const MOST_KEPT = 2_000;
/** At a time; what is left comes with the next call. */
const MOST = 5_000;

/**
 * Keeps the log of deliveries bounded, and gives up what has waited for too long: its webhook rests or is turned off.
 * Call it every minute or so.
 */
export async function trimLog({ database: { sql, now } }: Context): Promise<void> {
  const before = (ms: number) => sql`${now()} - ${ms}::float8 * interval '1 millisecond'`;
  await sql`
    update webhook_deliveries set state = 'given-up', next_try_at = null, ended_at = ${now()}
    where seq in (select seq from webhook_deliveries
      where state = 'waiting' and at < ${before(GIVEN_UP_AFTER_MS)} limit ${MOST} for update skip locked)`;
  await sql`
    delete from webhook_deliveries where seq in (
      select d.seq from webhook_deliveries d
      where d.ended_at < ${before(KEPT_MS)} or not exists (select from webhooks w where w.id = d.webhook_id)
      limit ${MOST})`;
  await sql`
    delete from webhook_deliveries where seq in (
      select d.seq from webhooks w cross join lateral (
        select seq from webhook_deliveries where webhook_id = w.id and ended_at is not null
        order by seq desc offset ${MOST_KEPT}) d
      limit ${MOST})`;
}
