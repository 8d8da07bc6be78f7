import { foreignKey, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { executions } from "./executions.ts";

/**
 * Labels of executions, a row each: those who have none cost a start nothing, and those with one label are read newest
 * first from its index.
 */
export const executionLabels = pgTable(
  "execution_labels",
  {
    executionId: uuid("execution_id").notNull(),
    key: text().notNull(),
    value: text().notNull(),
  },
  (t) => [
    primaryKey({ name: "execution_labels_pkey", columns: [t.executionId, t.key] }),
    foreignKey({
      name: "execution_labels_of_execution",
      columns: [t.executionId],
      foreignColumns: [executions.id],
    }).onDelete("cascade"),
    index("execution_labels_by_label").on(t.key, t.value, t.executionId.desc().nullsFirst()),
  ],
);
