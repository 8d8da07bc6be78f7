import { sql } from "drizzle-orm";
import { bigint, check, integer, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";

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
    /** Since when it is to take nothing new, and by whose wish; null while it takes work. */
    drainingAt: timestamp("draining_at", { withTimezone: true }),
    drainingBy: text("draining_by"),
    /** Of its host: cores and bytes; null until it has said so. */
    cores: integer(),
    memoryBytes: bigint("memory_bytes", { mode: "number" }),
  },
  (t) => [
    check("runners_draining", sql`(${t.drainingAt} is null) = (${t.drainingBy} is null)`),
    check("runners_state_known", sql`${t.state} in ('active','stopping','stopped','lost')`),
  ],
);
