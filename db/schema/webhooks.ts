import { sql } from "drizzle-orm";
import { boolean, check, integer, jsonb, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import type { LastTry, WebhookEvent } from "#server/domain/webhook.ts";

/** Addresses that are told what happens. Whoever delivers to one (a web server) holds it by `carrier`. */
export const webhooks = pgTable(
  "webhooks",
  {
    id: uuid().primaryKey(),
    name: text().notNull().unique("webhooks_name_unique"),
    url: text().notNull(),
    events: text().array().$type<WebhookEvent[]>().notNull(),
    /** Null: all services, also those to come. */
    serviceIds: uuid("service_ids").array(),
    enabled: boolean().notNull().default(true),
    /** What deliveries are signed with. It has to be read to sign, so that it is kept as it is. */
    secret: text().notNull(),
    /** The one before, which signs beside it until then. */
    oldSecret: text("old_secret"),
    oldSecretUntil: timestamp("old_secret_until", { withTimezone: true }),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
    createdBy: text("created_by").notNull(),
    updatedAt: timestamp("updated_at", { withTimezone: true }).notNull(),
    /** Tries in a row that have failed. */
    failures: integer().notNull().default(0),
    restsUntil: timestamp("rests_until", { withTimezone: true }),
    lastTry: jsonb("last_try").$type<LastTry>(),
    carrier: text(),
    /** Until when nobody else delivers to it; in the past when nobody does, and by it the turn is chosen. */
    carriedUntil: timestamp("carried_until", { withTimezone: true }),
  },
  (t) => [check("webhooks_old_secret_whole", sql`(${t.oldSecret} is null) = (${t.oldSecretUntil} is null)`)],
);
