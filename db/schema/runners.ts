import { sql } from "drizzle-orm";
import { check, integer, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";

export const RUNNER_STATES = ["active", "stopping", "stopped", "lost"] as const;
export type RunnerState = (typeof RUNNER_STATES)[number];

/** A process that claims executions and places them. Its id is kept in its home folder, so a restart is the same runner. */
export const runners = pgTable(
  "runners",
  {
    id: uuid().primaryKey(),
    host: text().notNull(),
    pid: integer().notNull(),
    version: text().notNull(),
    state: text({ enum: RUNNER_STATES }).notNull(),
    /** Grows with each start; a process that holds an older epoch has been superseded and stops. */
    epoch: integer().notNull().default(1),
    startedAt: timestamp("started_at", { withTimezone: true }).notNull(),
    heartbeatAt: timestamp("heartbeat_at", { withTimezone: true }).notNull(),
    stoppedAt: timestamp("stopped_at", { withTimezone: true }),
  },
  (t) => [check("runners_state_known", sql`${t.state} in ('active','stopping','stopped','lost')`)],
);
