import { sql } from "drizzle-orm";
import { check, integer, pgTable, timestamp, uuid } from "drizzle-orm/pg-core";
import { services } from "./services.ts";

/** How many replicas a service is to have by what runs and waits; only those have a row whose number is not fixed. */
export const scalings = pgTable(
  "scalings",
  {
    serviceId: uuid("service_id")
      .primaryKey()
      .references(() => services.id, { onDelete: "cascade" }),
    target: integer().notNull(),
    /** Since when fewer would do; null while they would not. */
    lowSince: timestamp("low_since", { withTimezone: true }),
    /** The most that would have been needed since then. */
    peak: integer().notNull(),
  },
  (t) => [check("scalings_natural", sql`${t.target} >= 0 and ${t.peak} >= 0`)],
);
