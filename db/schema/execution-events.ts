import { bigint, index, integer, jsonb, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";

/** What happened to an execution, appended in the transaction that changed it; never edited. */
export const executionEvents = pgTable(
  "execution_events",
  {
    id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    /** Without a foreign key: its check would cost each of these rows a look-up and a lock, and writers hold the row anyway. */
    executionId: uuid("execution_id").notNull(),
    attempt: integer().notNull(),
    type: text().notNull(),
    /** When it happened, by the clock of the process that saw it. */
    at: timestamp({ withTimezone: true }).notNull(),
    /** Who caused it: a person's address, or `runner`, `agent`, `system`. */
    actor: text().notNull(),
    data: jsonb().$type<Record<string, unknown>>().notNull().default({}),
  },
  (t) => [index("execution_events_by_execution").on(t.executionId, t.id)],
);
