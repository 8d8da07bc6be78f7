import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import type { Autopsy } from "#server/domain/autopsy.ts";
import { STOP_SIGNALS } from "#server/domain/stop.ts";
import { attempts } from "./attempts.ts";

/** What the worker of an attempt did right before each signal of its stop: at most one a signal. */
export const autopsies = pgTable(
  "autopsies",
  {
    executionId: uuid("execution_id").notNull(),
    attempt: integer().notNull(),
    signal: text({ enum: STOP_SIGNALS }).notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
    /** At most LARGEST_AUTOPSY characters. */
    autopsy: jsonb().$type<Autopsy>().notNull(),
  },
  (t) => [
    primaryKey({ name: "autopsies_pkey", columns: [t.executionId, t.attempt, t.signal] }),
    foreignKey({
      name: "autopsies_attempt_fkey",
      columns: [t.executionId, t.attempt],
      foreignColumns: [attempts.executionId, attempts.attempt],
    }).onDelete("cascade"),
    check("autopsies_signal_known", sql`${t.signal} in ('SIGTERM','SIGKILL')`),
  ],
);
