import { sql } from "drizzle-orm";
import { check, integer, jsonb, pgTable, primaryKey, timestamp, uuid } from "drizzle-orm/pg-core";

/**
 * A line of output: [milliseconds since the epoch, `o` stdout | `e` stderr | `r` the replica's, printed while this ran |
 * `s` Curfew itself, text].
 */
export type LogLine = [at: number, stream: "o" | "e" | "r" | "s", text: string];

/** Consecutive log lines of one attempt. The key makes a chunk that is sent twice land once. */
export const logChunks = pgTable(
  "log_chunks",
  {
    /** Without a foreign key: its check would cost each of these rows a look-up and a lock, and writers hold the row anyway. */
    executionId: uuid("execution_id").notNull(),
    attempt: integer().notNull(),
    /** Number, from 0 within the attempt, of the chunk's first line. */
    firstLine: integer("first_line").notNull(),
    lineCount: integer("line_count").notNull(),
    lines: jsonb().$type<LogLine[]>().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ name: "log_chunks_pkey", columns: [t.executionId, t.attempt, t.firstLine] }),
    check("log_chunks_counted", sql`${t.lineCount} >= 1 and ${t.lineCount} = jsonb_array_length(${t.lines})`),
  ],
);
