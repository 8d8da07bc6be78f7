import { sql } from "drizzle-orm";
import { check, integer, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { services } from "./services.ts";

/** How workers of a service have crashed one after another, after user code began; no row where the last run did not crash. */
export const crashStreaks = pgTable(
  "crash_streaks",
  {
    serviceId: uuid("service_id")
      .primaryKey()
      .references(() => services.id, { onDelete: "cascade" }),
    revision: integer().notNull(),
    /** In a row, with no run between them that ended otherwise. */
    count: integer().notNull(),
    /** The last one, for a person. */
    error: text().notNull(),
    /** The execution that crashed last. */
    executionId: uuid("execution_id").notNull(),
    /** When the first of them came. */
    since: timestamp({ withTimezone: true }).notNull(),
    crashedAt: timestamp("crashed_at", { withTimezone: true }).notNull(),
  },
  (t) => [check("crash_streaks_count_positive", sql`${t.count} >= 1`)],
);
