import { sql } from "drizzle-orm";
import { check, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";

/** Keys that programs prove themselves with. The key itself is shown once and stored nowhere. */
export const apiKeys = pgTable(
  "api_keys",
  {
    id: uuid().primaryKey(),
    /** What rows and the audit call its holder: `api-key:<name>`. */
    name: text().notNull(),
    /** A few of its characters, by which people tell keys apart. */
    prefix: text().notNull(),
    /** SHA-256, hex, of the whole key. A key is 32 random bytes: a slow hash would add nothing. */
    hash: text().notNull().unique("api_keys_hash_unique"),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
    createdBy: text("created_by").notNull(),
    /** Null: it does not end by itself. */
    expiresAt: timestamp("expires_at", { withTimezone: true }),
    /** To the minute; null while nobody used it. */
    lastUsedAt: timestamp("last_used_at", { withTimezone: true }),
    /** Null while it was not revoked. */
    revokedAt: timestamp("revoked_at", { withTimezone: true }),
  },
  (t) => [
    check("api_keys_name_form", sql`${t.name} ~ '^[a-z][a-z0-9-]{0,62}$'`),
    check("api_keys_hash_form", sql`${t.hash} ~ '^[0-9a-f]{64}$'`),
  ],
);
