import { foreignKey, integer, jsonb, pgTable, primaryKey, timestamp, uuid } from "drizzle-orm/pg-core";
import { attempts } from "./attempts.ts";
import type { ExecutionError } from "./executions.ts";

/** What an attempt gave after it had been given up, the first of it: kept, and without any effect. */
export const lateResults = pgTable(
  "late_results",
  {
    executionId: uuid("execution_id").notNull(),
    attempt: integer().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
    /** At most 4 MB, as any output. */
    output: jsonb().$type<unknown>(),
    error: jsonb().$type<ExecutionError>(),
  },
  (t) => [
    primaryKey({ name: "late_results_pkey", columns: [t.executionId, t.attempt] }),
    foreignKey({
      name: "late_results_attempt_fkey",
      columns: [t.executionId, t.attempt],
      foreignColumns: [attempts.executionId, attempts.attempt],
    }).onDelete("cascade"),
  ],
);
