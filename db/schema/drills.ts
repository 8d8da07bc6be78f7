import { sql } from "drizzle-orm";
import {
  check,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { DRILL_OUTCOMES, type DrillFindings } from "#server/domain/drill.ts";
import { services } from "./services.ts";

/** A run that was started to be stopped. Whoever carries it on (a web server or a runner) holds it by `carrier`. */
export const drills = pgTable(
  "drills",
  {
    id: uuid().primaryKey(),
    serviceId: uuid("service_id")
      .notNull()
      .references(() => services.id, { onDelete: "cascade" }),
    functionName: text("function_name").notNull(),
    input: jsonb().$type<Record<string, unknown>>().notNull(),
    /** How long it is to run before it is asked to stop. */
    runSeconds: integer("run_seconds").notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
    createdBy: text("created_by").notNull(),
    /** Null until it is started. */
    executionId: uuid("execution_id"),
    /** Null while it goes on. */
    outcome: text({ enum: DRILL_OUTCOMES }),
    findings: jsonb().$type<DrillFindings>(),
    endedAt: timestamp("ended_at", { withTimezone: true }),
    /** Who carries it on, and until when nobody else does. */
    carrier: text(),
    carriedUntil: timestamp("carried_until", { withTimezone: true }),
  },
  (t) => [
    index("drills_by_service").on(t.serviceId, t.id.desc().nullsFirst()),
    // A service has one under way at most; and so those to carry on are found.
    uniqueIndex("drills_under_way").on(t.serviceId).where(sql`${t.endedAt} is null`),
    check("drills_ended", sql`(${t.endedAt} is null) = (${t.outcome} is null)`),
    check(
      "drills_outcome_known",
      sql`${t.outcome} in ('passed','failed','ended-early','not-started','other-stop','unverified')`,
    ),
    check("drills_run_seconds", sql`${t.runSeconds} between 1 and 3600`),
  ],
);
