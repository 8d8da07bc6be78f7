import { sql } from "drizzle-orm";
import { check, integer, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { services } from "./services.ts";

/** How the revision of a service that was started last has failed to start, or to stay. */
export const startFailures = pgTable(
  "start_failures",
  {
    serviceId: uuid("service_id")
      .primaryKey()
      .references(() => services.id, { onDelete: "cascade" }),
    revision: integer().notNull(),
    /** In a row; 0 once somebody has asked to try again now. */
    count: integer().notNull(),
    /** The last one, for a person. */
    error: text().notNull(),
    /** When the first of them came. */
    since: timestamp({ withTimezone: true }).notNull(),
    failedAt: timestamp("failed_at", { withTimezone: true }).notNull(),
    /** No replica is started before. */
    retryAt: timestamp("retry_at", { withTimezone: true }).notNull(),
    /** When one got ready after the last failure; null while none has. */
    readyAt: timestamp("ready_at", { withTimezone: true }),
  },
  (t) => [check("start_failures_count_natural", sql`${t.count} >= 0`)],
);
