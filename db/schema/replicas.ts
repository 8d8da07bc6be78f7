import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import type { DiskFault } from "#server/domain/disk-fault.ts";
import { DRAIN_CAUSES } from "#server/domain/plan-replicas.ts";
import { ISOLATIONS } from "#server/domain/policy-values.ts";
import { revisions } from "./revisions.ts";
import { runners } from "./runners.ts";

export const REPLICA_STATES = [
  "starting",
  "ready",
  "draining",
  "stopping",
  "stopped",
  "failed",
  "lost",
] as const;
export type ReplicaState = (typeof REPLICA_STATES)[number];

/** One running instance of a service: an agent and its workers. */
export const replicas = pgTable(
  "replicas",
  {
    id: uuid().primaryKey(),
    serviceId: uuid("service_id").notNull(),
    revision: integer().notNull(),
    runnerId: uuid("runner_id")
      .notNull()
      .references(() => runners.id),
    state: text({ enum: REPLICA_STATES }).notNull(),
    /** Executions that it runs at a time. */
    slots: integer().notNull(),
    /** SHA-256, hex, of the token that its agent proves itself with. */
    tokenHash: text("token_hash").notNull(),
    /** `shared`: one worker holds all that it runs. */
    isolation: text({ enum: ISOLATIONS }).notNull().default("process"),
    agentPid: integer("agent_pid"),
    /** The last event of its agent that is applied; what an agent sends again is not applied twice. */
    ackedSeq: bigint("acked_seq", { mode: "number" }).notNull().default(0),
    startedAt: timestamp("started_at", { withTimezone: true }).notNull(),
    readyAt: timestamp("ready_at", { withTimezone: true }),
    heartbeatAt: timestamp("heartbeat_at", { withTimezone: true }).notNull(),
    endedAt: timestamp("ended_at", { withTimezone: true }),
    /** Why it failed or was lost, for a person. */
    lastError: text("last_error"),
    /** Since when it takes nothing new, and why; null while it does, or when it was told to stop what it runs. */
    drainingAt: timestamp("draining_at", { withTimezone: true }),
    drainCause: text("drain_cause", { enum: DRAIN_CAUSES }),
    /** The attempt that ignored its stop and for which it is reset; null when it is not. */
    resetBy: uuid("reset_by"),
    resetAttempt: integer("reset_attempt"),
    /** Of the agent and all its workers: cores in use and resident bytes. */
    cpuCores: doublePrecision("cpu_cores"),
    memoryBytes: bigint("memory_bytes", { mode: "number" }),
    /** Its disk refuses writes, as its agent last said; null while it does not. */
    diskFault: jsonb("disk_fault").$type<DiskFault>(),
  },
  (t) => [
    foreignKey({
      name: "replicas_revision_fkey",
      columns: [t.serviceId, t.revision],
      foreignColumns: [revisions.serviceId, revisions.number],
    }).onDelete("cascade"),
    index("replicas_live").on(t.runnerId, t.serviceId).where(sql`${t.endedAt} is null`),
    check(
      "replicas_state_known",
      sql`${t.state} in ('starting','ready','draining','stopping','stopped','failed','lost')`,
    ),
    check("replicas_ended", sql`(${t.endedAt} is not null) = (${t.state} in ('stopped','failed','lost'))`),
    check("replicas_isolation_known", sql`${t.isolation} in ('process','shared')`),
    check(
      "replicas_drain_cause_known",
      sql`${t.drainCause} in ('update','surplus','reset','failed','runner','deleted')`,
    ),
    check("replicas_draining", sql`(${t.drainingAt} is null) = (${t.drainCause} is null)`),
    check("replicas_reset", sql`(${t.resetBy} is null) = (${t.resetAttempt} is null)`),
    check("replicas_slots_positive", sql`${t.slots} >= 1`),
  ],
);
