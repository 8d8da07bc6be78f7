import { sql } from "drizzle-orm";
import { check, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import type { ServiceConfig } from "#server/domain/service-config.ts";
import { services } from "./services.ts";

/** An immutable version of a service's configuration. */
export const revisions = pgTable(
  "revisions",
  {
    serviceId: uuid("service_id")
      .notNull()
      .references(() => services.id, { onDelete: "cascade" }),
    /** 1, 2, 3, … within the service. */
    number: integer().notNull(),
    config: jsonb().$type<ServiceConfig>().notNull(),
    author: text().notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ name: "revisions_pkey", columns: [t.serviceId, t.number] }),
    check("revisions_number_positive", sql`${t.number} >= 1`),
  ],
);
