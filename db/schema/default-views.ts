import { pgTable, text, uuid } from "drizzle-orm/pg-core";
import { savedViews } from "./saved-views.ts";

/** The view that a person's list begins with. */
export const defaultViews = pgTable("default_views", {
  person: text().primaryKey(),
  viewId: uuid("view_id")
    .notNull()
    .references(() => savedViews.id, { onDelete: "cascade" }),
});
