import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  real,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { Order } from "#server/domain/order.ts";
import type { Policy } from "#server/domain/policy.ts";
import { END_REASONS, EXECUTION_STATUSES } from "#server/domain/status.ts";
import { STOP_MODES, STOP_REASONS, STOP_RUNGS, STOP_SIGNALS } from "#server/domain/stop.ts";
import { HAS_LIFE_CLASS, LIFE_CLASS } from "./life-class.ts";
import { oneOf } from "./one-of.ts";
import { services } from "./services.ts";

/** What user code raised. */
export interface ExecutionError {
  type: string;
  message: string;
  stack?: string;
}

/** An order, and who gave it when. */
export type PendingOrder = Order & { givenAt: string; givenBy: string };

/** One invocation of a service's function with an input. Ids are UUID v7: their order is the order of creation. */
export const executions = pgTable(
  "executions",
  {
    id: uuid().primaryKey(),
    serviceId: uuid("service_id")
      .notNull()
      .references(() => services.id),
    functionName: text("function_name").notNull(),
    input: jsonb().$type<Record<string, unknown>>().notNull(),
    status: text({ enum: EXECUTION_STATUSES }).notNull(),
    /** Null unless failed or terminated. */
    reason: text({ enum: END_REASONS }),
    /** One sentence for a person on how it ended; null while it lives. */
    message: text(),
    output: jsonb().$type<unknown>(),
    error: jsonb().$type<ExecutionError>(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
    createdBy: text("created_by").notNull(),
    /** Higher ones start first. */
    priority: integer().notNull().default(0),
    /** Names the wish to start it: a service has one execution for each. */
    idempotencyKey: text("idempotency_key"),
    /** The execution that this one was started from again. */
    rerunOf: uuid("rerun_of"),
    /** The execution whose code started this one: named at its start, never changed, so that no cycle can be. */
    parentId: uuid("parent_id"),
    updatedAt: timestamp("updated_at", { withTimezone: true }).notNull(),
    endedAt: timestamp("ended_at", { withTimezone: true }),

    /** How many errors of its code were followed by another attempt. */
    retries: integer().notNull().default(0),
    /** It failed and is tried again, but not before this; null when it may be claimed, or does not wait. */
    notBefore: timestamp("not_before", { withTimezone: true }),
    /** The n-th try, from 1, and the fencing token of what agents say. The next five are the running attempt's. */
    attempt: integer().notNull().default(1),
    revision: integer(),
    runnerId: uuid("runner_id"),
    replicaId: uuid("replica_id"),
    policy: jsonb().$type<Policy>(),
    startedAt: timestamp("started_at", { withTimezone: true }),
    deadlineAt: timestamp("deadline_at", { withTimezone: true }),

    stopReason: text("stop_reason", { enum: STOP_REASONS }),
    /** How the operator wants it stopped; null as `checkpoint`. */
    stopMode: text("stop_mode", { enum: STOP_MODES }),
    stopRung: text("stop_rung", { enum: STOP_RUNGS }),
    stopRungAt: timestamp("stop_rung_at", { withTimezone: true }),
    /** The strongest signal sent so far. */
    stopSignal: text("stop_signal", { enum: STOP_SIGNALS }),
    /** An operator asked to terminate: never retried. */
    stopFinal: boolean("stop_final").notNull().default(false),
    /** User code met the stop. */
    stopSeen: boolean("stop_seen").notNull().default(false),
    stopRequestedAt: timestamp("stop_requested_at", { withTimezone: true }),
    stopRequestedBy: text("stop_requested_by"),
    /** The operator's words. */
    stopNote: text("stop_note"),
    /** Seconds that operators gave the stop beyond its policy. */
    stopMoreSeconds: integer("stop_more_seconds").notNull().default(0),
    /** What its agent was told to do and has not answered. */
    pendingOrder: jsonb("pending_order").$type<PendingOrder>(),
    /** Stops of the running attempt that were withdrawn. */
    withdrawals: integer().notNull().default(0),

    /** Percent, 0 to 100. */
    progress: real(),
    progressMessage: text("progress_message"),
    metrics: jsonb().$type<Record<string, number>>(),
    progressAt: timestamp("progress_at", { withTimezone: true }),
    /** When user code last passed a checkpoint, and how far apart its checkpoints lie, in milliseconds. */
    checkpointAt: timestamp("checkpoint_at", { withTimezone: true }),
    checkpointIntervalMs: real("checkpoint_interval_ms"),
    /** What `save()` kept for the next attempt or rerun. */
    savedState: jsonb("saved_state").$type<unknown>(),
    savedAt: timestamp("saved_at", { withTimezone: true }),
    /** Since when its agent calls it stalled; null while it gives signs of work. */
    stalledAt: timestamp("stalled_at", { withTimezone: true }),
  },
  (t) => [
    index("executions_by_status").on(t.status, t.id.desc().nullsFirst()),
    index("executions_by_service").on(t.serviceId, t.id.desc().nullsFirst()),
    index("executions_by_service_status").on(t.serviceId, t.status, t.id.desc().nullsFirst()),
    uniqueIndex("executions_by_key")
      .on(t.serviceId, t.idempotencyKey)
      .where(sql`${t.idempotencyKey} is not null`),
    index("executions_queue")
      .on(t.serviceId, t.priority.desc().nullsFirst(), t.id)
      .where(sql`${t.status} = 'created' and ${t.notBefore} is null`),
    index("executions_not_before").on(t.notBefore).where(sql`${t.notBefore} is not null`),
    index("executions_live_by_replica").on(t.replicaId).where(sql`${t.status} = 'in-progress'`),
    index("executions_by_rerun_of").on(t.rerunOf).where(sql`${t.rerunOf} is not null`),
    index("executions_by_parent")
      .on(t.parentId, t.id.desc().nullsFirst())
      .where(sql`${t.parentId} is not null`),
    // Ends are looked for among new ids; only what lived longer has to be found by its end.
    index("executions_ended_late")
      .on(t.endedAt)
      .where(sql`${t.endedAt} - ${t.createdAt} > interval '1 hour'`),
    // Who was there at a moment: of those that lived about as long, an end that came soon enough after it.
    index("executions_by_life")
      .on(t.serviceId, sql.raw(LIFE_CLASS), t.endedAt, t.createdAt)
      .where(sql.raw(HAS_LIFE_CLASS)),
    check("executions_not_its_own_parent", sql`${t.parentId} <> ${t.id}`),
    check(
      "executions_status_known",
      sql`${t.status} in ('created','in-progress','success','failed','terminated')`,
    ),
    check("executions_reason_known", oneOf(t.reason, END_REASONS)),
    check("executions_stop_reason_known", oneOf(t.stopReason, STOP_REASONS)),
    check("executions_stop_rung_known", oneOf(t.stopRung, STOP_RUNGS)),
    check("executions_stop_signal_known", oneOf(t.stopSignal, STOP_SIGNALS)),
    check(
      "executions_ended",
      sql`(${t.endedAt} is not null) = (${t.status} in ('success','failed','terminated'))`,
    ),
    check("executions_reason", sql`(${t.reason} is not null) = (${t.status} in ('failed','terminated'))`),
    check(
      "executions_placed",
      sql`${t.status} <> 'in-progress' or (${t.policy} is not null and ${t.startedAt} is not null and ${t.deadlineAt} is not null and ${t.runnerId} is not null and ${t.replicaId} is not null and ${t.revision} is not null)`,
    ),
    check("executions_stop_whole", sql`(${t.stopReason} is null) = (${t.stopRung} is null)`),
    check("executions_stop_mode_known", sql`${t.stopMode} in ('checkpoint','save','now')`),
    check("executions_created_unstopped", sql`${t.status} <> 'created' or ${t.stopReason} is null`),
    check("executions_order_while_running", sql`${t.pendingOrder} is null or ${t.status} = 'in-progress'`),
    check("executions_not_before_waits", sql`${t.notBefore} is null or ${t.status} = 'created'`),
    check("executions_attempt_positive", sql`${t.attempt} >= 1`),
    check("executions_progress_percent", sql`${t.progress} between 0 and 100`),
  ],
);
