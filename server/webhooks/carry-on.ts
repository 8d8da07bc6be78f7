import type { Context } from "#server/context.ts";
import { RESTS_FROM } from "#server/domain/webhook.ts";
import { type Composed, composeBody, composedColumns, composedJoins } from "./compose.ts";
import { signedHeaders } from "./secret.ts";
import { PATIENCE_MS, type WebhookSender } from "./sender.ts";
import { writeTry } from "./write-try.ts";

/** A webhook that is held by whoever delivers to it. */
interface HeldWebhook {
  id: string;
  url: string;
  secret: string;
  /** Null when it signs no more. */
  oldSecret: string | null;
  failures: number;
}

/** How long a webhook is left to whoever holds it: longer than a try takes, after each of which it is held anew. */
const HOLD_MS = 3 * PATIENCE_MS;
/** So many deliveries are looked at together. */
const BATCH = 32;
/** So many are under way at a time, each about something else: what one execution has gone through stays in order. */
const AT_ONCE = 4;

export interface Carrying {
  ctx: Context;
  sender: WebhookSender;
  /** This process, among those that might deliver too. */
  carrier: string;
  signal: AbortSignal;
  /** Told once a webhook is held, before anything is delivered to it. */
  onHeld?: () => void;
}

/**
 * Takes a webhook that has something to be delivered and that nobody else holds, and delivers some of it. False when there
 * was none. What was sent and not written down, since the process has ended, is sent again with the same id.
 */
export async function carryOnWebhook(carrying: Carrying): Promise<boolean> {
  const { ctx, carrier } = carrying;
  const webhook = await hold(carrying);
  if (!webhook) return false;
  carrying.onHeld?.();
  try {
    const due = await dueDeliveries(ctx, webhook);
    await deliverAll(carrying, webhook, due);
  } finally {
    await ctx.database.sql`
      update webhooks set carried_until = ${ctx.database.now()} where id = ${webhook.id} and carrier = ${carrier}`;
  }
  return true;
}

/** The one whose turn was longest ago. */
async function hold({ ctx, carrier }: Carrying): Promise<HeldWebhook | null> {
  const { sql } = ctx.database;
  const now = ctx.database.now();
  const [held] = await sql<HeldWebhook[]>`
    update webhooks set carrier = ${carrier}, carried_until = ${now} + ${HOLD_MS}::float8 * interval '1 millisecond'
    where id = (
      select w.id from webhooks w
      where w.enabled and (w.rests_until is null or w.rests_until <= ${now})
        and (w.carried_until is null or w.carried_until <= ${now})
        and exists (select from webhook_deliveries d
          where d.webhook_id = w.id and d.state = 'waiting' and d.next_try_at <= ${now})
      order by w.carried_until nulls first, w.id limit 1 for update skip locked)
    returning id, url, secret, failures,
      case when old_secret_until > ${now} then old_secret end as "oldSecret"`;
  return held ?? null;
}

interface DueDelivery {
  seq: number;
  id: string;
  body: string;
  failedTries: number;
  executionId: string | null;
}

/** Bodies that are not made yet are made, and kept before anything is sent: each try sends the same. */
async function dueDeliveries(ctx: Context, webhook: HeldWebhook): Promise<DueDelivery[]> {
  const { sql } = ctx.database;
  const most = webhook.failures >= RESTS_FROM ? 1 : BATCH;
  const rows = await sql<
    (Composed & { seq: number; id: string; body: string | null; failedTries: number })[]
  >`
    select d.seq::float8 as seq, d.id, d.body, jsonb_array_length(d.tries) as "failedTries", ${composedColumns(sql)}
    from webhook_deliveries d ${composedJoins(sql)}
    where d.webhook_id = ${webhook.id} and d.state = 'waiting' and d.next_try_at <= ${ctx.database.now()}
    order by d.next_try_at, d.seq limit ${most}`;
  const due = rows.map((row) => ({ ...row, body: row.body ?? composeBody(row) }));
  const bodies = JSON.stringify(due.map(({ seq, body }) => ({ seq, body })));
  await sql`
    update webhook_deliveries d set body = c.body
    from jsonb_to_recordset(${bodies}::text::jsonb) as c(seq bigint, body text)
    where d.seq = c.seq and d.body is null`;
  return due;
}

async function deliverAll(carrying: Carrying, webhook: HeldWebhook, due: DueDelivery[]): Promise<void> {
  const lanes = lanesOf(due);
  const way = { webhook, failures: webhook.failures };
  const workOff = async () => {
    for (let lane = lanes.shift(); lane; lane = lanes.shift()) {
      for (const delivery of lane) {
        if (rests(way) || carrying.signal.aborted) return;
        await deliver(carrying, way, delivery);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, workOff));
}

/** What is about the same execution, in order; all else by itself. */
function lanesOf(due: DueDelivery[]): DueDelivery[][] {
  const lanes = new Map<string | number, DueDelivery[]>();
  for (const delivery of due) {
    const about = delivery.executionId ?? delivery.seq;
    lanes.set(about, [...(lanes.get(about) ?? []), delivery]);
  }
  return [...lanes.values()];
}

/** What is known of a webhook while it is delivered to. */
interface Way {
  webhook: HeldWebhook;
  /** Failed tries in a row. */
  failures: number;
}

/** So many have failed meanwhile that its receiver seems to be away. */
function rests({ webhook, failures }: Way): boolean {
  return failures > webhook.failures && failures >= RESTS_FROM;
}

async function deliver(
  { ctx, sender, carrier, signal }: Carrying,
  way: Way,
  delivery: DueDelivery,
): Promise<void> {
  const { id: webhookId, url, secret, oldSecret } = way.webhook;
  const secrets = oldSecret ? [secret, oldSecret] : [secret];
  const tried = await sender.post({
    url,
    body: delivery.body,
    headers: signedHeaders(delivery, secrets, ctx.clock.now()),
    signal,
  });
  const well = tried.error === null;
  const back = well && way.failures >= RESTS_FROM;
  // At once, not after the writing: others are under way meanwhile.
  way.failures = well ? 0 : way.failures + 1;
  const { seq, failedTries } = delivery;
  const what = { seq, webhookId, failedTries, failures: way.failures, back };
  await writeTry(ctx, what, tried, { carrier, ms: HOLD_MS });
}
