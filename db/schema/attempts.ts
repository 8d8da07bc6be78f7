import { sql } from "drizzle-orm";
import {
  check,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import type { Policy } from "#server/domain/policy.ts";
import { END_REASONS } from "#server/domain/status.ts";
import { executions } from "./executions.ts";
import { oneOf } from "./one-of.ts";

/** How an attempt ended: a status of the execution, or `rerun` when it went back to the queue. */
export const ATTEMPT_OUTCOMES = ["success", "failed", "terminated", "rerun"] as const;

/** The n-th try of an execution, with the policy as copied at its start. */
export const attempts = pgTable(
  "attempts",
  {
    executionId: uuid("execution_id")
      .notNull()
      .references(() => executions.id, { onDelete: "cascade" }),
    attempt: integer().notNull(),
    revision: integer().notNull(),
    runnerId: uuid("runner_id").notNull(),
    replicaId: uuid("replica_id").notNull(),
    policy: jsonb().$type<Policy>().notNull(),
    startedAt: timestamp("started_at", { withTimezone: true }).notNull(),
    deadlineAt: timestamp("deadline_at", { withTimezone: true }).notNull(),
    endedAt: timestamp("ended_at", { withTimezone: true }),
    outcome: text({ enum: ATTEMPT_OUTCOMES }),
    reason: text({ enum: END_REASONS }),
    message: text(),
    workerPid: integer("worker_pid"),
    exitCode: integer("exit_code"),
    exitSignal: text("exit_signal"),
    /** Milliseconds of work that its cut threw away, and how far it had come, in percent; null when none was. */
    wastedMs: doublePrecision("wasted_ms"),
    progress: real(),
    /** The longest time between two of its checkpoints, or before the first or after the last, to a second; null while it runs, and where nobody counted. */
    longestCheckpointGapMs: real("longest_checkpoint_gap_ms"),
  },
  (t) => [
    primaryKey({ name: "attempts_pkey", columns: [t.executionId, t.attempt] }),
    // Attempts that end well are no part of it, so that they cost it nothing.
    index("attempts_wasted").on(t.endedAt).where(sql`${t.wastedMs} is not null`),
    check("attempts_outcome_known", oneOf(t.outcome, ATTEMPT_OUTCOMES)),
    check("attempts_reason_known", oneOf(t.reason, END_REASONS)),
    check("attempts_ended", sql`(${t.endedAt} is not null) = (${t.outcome} is not null)`),
    check("attempts_attempt_positive", sql`${t.attempt} >= 1`),
  ],
);
