import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { BULK_ITEM_STATES } from "#server/domain/bulk.ts";
import { bulks } from "./bulks.ts";

/** An execution that a bulk is about. */
export const bulkItems = pgTable(
  "bulk_items",
  {
    bulkId: uuid("bulk_id")
      .notNull()
      .references(() => bulks.id, { onDelete: "cascade" }),
    executionId: uuid("execution_id").notNull(),
    /** Its turn. */
    place: integer().notNull(),
    state: text({ enum: BULK_ITEM_STATES }).notNull().default("waiting"),
    /** Why it was skipped or has failed. */
    message: text(),
    /** The execution that a rerun has started, or the order that an extension has given. */
    resultId: uuid("result_id"),
    at: timestamp({ withTimezone: true }),
  },
  (t) => [
    primaryKey({ name: "bulk_items_pkey", columns: [t.bulkId, t.executionId] }),
    index("bulk_items_waiting").on(t.bulkId, t.place).where(sql`${t.state} = 'waiting'`),
    check("bulk_items_state_known", sql`${t.state} in ('waiting','done','skipped','failed')`),
  ],
);
