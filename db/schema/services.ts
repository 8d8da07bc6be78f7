import { sql } from "drizzle-orm";
import { check, integer, jsonb, pgTable, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";

/** A deployed program with its policy. What it runs and how lies in its current revision. */
export const services = pgTable(
  "services",
  {
    id: uuid().primaryKey(),
    name: text().notNull(),
    /** Number of the revision that new executions run on. */
    revision: integer().notNull().default(1),
    /** An older one that takes new executions while the present one does not start; null otherwise. */
    standInRevision: integer("stand_in_revision"),
    /** Replicas of revisions below this one are stopped with all that they run, since an update was forced. */
    cutBefore: integer("cut_before").notNull().default(0),
    /** How many replicas were ever started: who starts one on an older reading has overlooked another's. */
    started: integer().notNull().default(0),
    /** Null while the service takes work; new executions of a paused one stay `created`. */
    pausedAt: timestamp("paused_at", { withTimezone: true }),
    pausedBy: text("paused_by"),
    /** The configuration of its `curfew.json` as it was last registered; null when none ever was. */
    manifest: jsonb().$type<Record<string, unknown>>(),
    /** Null while it is there. A deleted one is kept for its executions, takes nothing new, and its name is free. */
    deletedAt: timestamp("deleted_at", { withTimezone: true }),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
    updatedAt: timestamp("updated_at", { withTimezone: true }).notNull(),
    updatedBy: text("updated_by").notNull(),
  },
  (t) => [
    uniqueIndex("services_name_unique").on(t.name).where(sql`${t.deletedAt} is null`),
    check("services_name_form", sql`${t.name} ~ '^[a-z][a-z0-9-]{0,62}$'`),
    check("services_revision_positive", sql`${t.revision} >= 1`),
  ],
);
