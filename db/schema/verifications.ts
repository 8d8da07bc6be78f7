import { index, pgTable, text, timestamp } from "drizzle-orm/pg-core";

/** Sign-in links that were not used yet. */
export const verifications = pgTable(
  "verifications",
  {
    id: text().primaryKey(),
    /** SHA-256 of the link's token. */
    identifier: text().notNull(),
    value: text().notNull(),
    expiresAt: timestamp("expires_at", { withTimezone: true }).notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
    updatedAt: timestamp("updated_at", { withTimezone: true }).notNull(),
  },
  (t) => [index("verifications_by_identifier").on(t.identifier)],
);
