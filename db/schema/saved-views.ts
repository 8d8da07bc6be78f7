import { boolean, index, pgTable, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";

/** A filter of the executions list with its columns, by name. */
export const savedViews = pgTable(
  "saved_views",
  {
    id: uuid().primaryKey(),
    /** Who keeps it: only they change it. */
    owner: text().notNull(),
    name: text().notNull(),
    /** As it is typed in the list. */
    filter: text().notNull(),
    /** As the list remembers them; empty for the usual ones. */
    columns: text().notNull().default(""),
    /** Everybody may use it. */
    shared: boolean().notNull().default(false),
    updatedAt: timestamp("updated_at", { withTimezone: true }).notNull(),
  },
  (t) => [uniqueIndex("saved_views_by_name").on(t.owner, t.name), index("saved_views_shared").on(t.shared)],
);
