import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { BULK_KINDS, BULK_STATUSES } from "#server/domain/bulk.ts";
import type { Labels } from "#server/domain/labels.ts";
import type { StopMode } from "#server/domain/stop.ts";

/** What a bulk is done with, beside its note. */
export interface BulkArguments {
  /** Of `extend`: by how much, to which time in ISO 8601, or how long after the start of each attempt. */
  bySeconds?: number;
  at?: string;
  timeoutSeconds?: number;
  /** Of `terminate`; absent: `checkpoint`. */
  mode?: StopMode;
  /** Of `terminate`: only of this service, whoever has its name meanwhile. */
  serviceId?: string;
  /** Of `label`. */
  set?: Labels;
  remove?: string[];
}

/** One thing done to many executions. Whoever carries it on (a web server or a runner) holds it by `carrier`. */
export const bulks = pgTable(
  "bulks",
  {
    id: uuid().primaryKey(),
    kind: text({ enum: BULK_KINDS }).notNull(),
    status: text({ enum: BULK_STATUSES }).notNull(),
    /** The filter as it was typed; null when executions were chosen one by one. */
    filter: text(),
    arguments: jsonb().$type<BulkArguments>().notNull().default({}),
    note: text(),
    /** How many it is about; null when it began without counting. */
    total: integer(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
    createdBy: text("created_by").notNull(),
    startedAt: timestamp("started_at", { withTimezone: true }),
    startedBy: text("started_by"),
    endedAt: timestamp("ended_at", { withTimezone: true }),
    /** Who carries it on, and until when nobody else does. */
    carrier: text(),
    carriedUntil: timestamp("carried_until", { withTimezone: true }),
  },
  (t) => [
    index("bulks_to_carry_on").on(t.id).where(sql`${t.status} = 'running'`),
    check("bulks_kind_known", sql`${t.kind} in ('terminate','rerun','extend','label')`),
    check("bulks_status_known", sql`${t.status} in ('draft','running','paused','aborted','done')`),
    check("bulks_started", sql`(${t.startedAt} is null) = (${t.status} = 'draft')`),
    check("bulks_ended", sql`(${t.endedAt} is not null) = (${t.status} in ('aborted','done'))`),
    check("bulks_counted", sql`${t.total} is not null or ${t.kind} = 'terminate'`),
  ],
);
