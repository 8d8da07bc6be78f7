import { sql } from "drizzle-orm";
import { check, integer, pgTable, text } from "drizzle-orm/pg-core";

/** Reasons that people choose from when they ask something to stop, in this order. */
export const reasonTemplates = pgTable(
  "reason_templates",
  {
    place: integer().primaryKey(),
    text: text().notNull().unique("reason_templates_text_unique"),
  },
  (t) => [check("reason_templates_text_short", sql`char_length(${t.text}) between 1 and 200`)],
);
