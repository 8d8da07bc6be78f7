import { bigint, index, jsonb, pgTable, text, timestamp } from "drizzle-orm/pg-core";

/** What people did, written in the transaction that did it. */
export const audit = pgTable(
  "audit",
  {
    id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    at: timestamp({ withTimezone: true }).notNull(),
    actor: text().notNull(),
    /** `execution.terminate`, `service.update`, … */
    action: text().notNull(),
    /** `execution` or `service`, and its id. */
    subjectType: text("subject_type").notNull(),
    subjectId: text("subject_id").notNull(),
    data: jsonb().$type<Record<string, unknown>>().notNull().default({}),
  },
  (t) => [
    index("audit_by_subject").on(t.subjectType, t.subjectId, t.id),
    index("audit_by_kind").on(t.subjectType, t.id),
    index("audit_by_actor").on(t.actor, t.id),
    index("audit_by_action").on(t.action, t.id),
    index("audit_by_time").on(t.at),
  ],
);
