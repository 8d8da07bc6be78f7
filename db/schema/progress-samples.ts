import { integer, jsonb, pgTable, primaryKey, real, timestamp, uuid } from "drizzle-orm/pg-core";

/** What the code of one attempt reported: the last of each slot. At most twice MOST_SAMPLES an attempt. */
export const progressSamples = pgTable(
  "progress_samples",
  {
    executionId: uuid("execution_id").notNull(),
    attempt: integer().notNull(),
    /** Counts PROGRESS_SLOT_MS since the attempt began. */
    slot: integer().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
    /** 0 to 100. */
    percent: real(),
    metrics: jsonb().$type<Record<string, number>>(),
  },
  (t) => [primaryKey({ name: "progress_samples_pkey", columns: [t.executionId, t.attempt, t.slot] })],
);
