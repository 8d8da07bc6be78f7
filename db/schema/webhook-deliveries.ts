import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  index,
  jsonb,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { DELIVERY_STATES, type DeliveryTry } from "#server/domain/webhook.ts";

/** What one webhook is told, written in the transaction in which it happened. */
export const webhookDeliveries = pgTable(
  "webhook_deliveries",
  {
    /** The order in which they are sent, as long as they succeed. */
    seq: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    /** What the receiver gets as `webhook-id`. */
    id: uuid().notNull().defaultRandom(),
    /** Without a foreign key: a webhook that is removed at the same moment must not fail what it would be told of. */
    webhookId: uuid("webhook_id").notNull(),
    event: text().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
    serviceId: uuid("service_id"),
    executionId: uuid("execution_id"),
    facts: jsonb().$type<Record<string, unknown>>().notNull(),
    /** What is sent, made at the first try; null before. */
    body: text(),
    state: text({ enum: DELIVERY_STATES }).notNull().default("waiting"),
    nextTryAt: timestamp("next_try_at", { withTimezone: true }),
    endedAt: timestamp("ended_at", { withTimezone: true }),
    tries: jsonb().$type<DeliveryTry[]>().notNull().default([]),
  },
  (t) => [
    uniqueIndex("webhook_deliveries_by_id").on(t.id),
    index("webhook_deliveries_by_webhook").on(t.webhookId, t.seq),
    index("webhook_deliveries_to_try").on(t.webhookId, t.nextTryAt, t.seq).where(sql`${t.state} = 'waiting'`),
    check("webhook_deliveries_state_known", sql`${t.state} in ('waiting','delivered','given-up')`),
    check("webhook_deliveries_ended", sql`(${t.endedAt} is null) = (${t.state} = 'waiting')`),
    check("webhook_deliveries_next", sql`(${t.nextTryAt} is not null) = (${t.state} = 'waiting')`),
  ],
);
