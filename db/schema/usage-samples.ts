import { bigint, integer, pgTable, primaryKey, real, timestamp, uuid } from "drizzle-orm/pg-core";

/**
 * What the processes of one attempt used, as its agent measured it; with a shared worker, what that worker used. At most
 * twice MOST_SAMPLES an attempt. Without a foreign key, as log_chunks.
 */
export const usageSamples = pgTable(
  "usage_samples",
  {
    executionId: uuid("execution_id").notNull(),
    attempt: integer().notNull(),
    /** Counts USAGE_SLOT_MS since the attempt began. */
    slot: integer().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
    /** Cores in use on average since the sample before, and the most resident bytes seen since then. */
    cpuCores: real("cpu_cores").notNull(),
    memoryBytes: bigint("memory_bytes", { mode: "number" }).notNull(),
    /** Of the GPUs that it uses: how busy the busiest is, with all that use it, and the bytes that it holds of them; null without one. */
    gpuPercent: real("gpu_percent"),
    gpuMemoryBytes: bigint("gpu_memory_bytes", { mode: "number" }),
  },
  (t) => [primaryKey({ name: "usage_samples_pkey", columns: [t.executionId, t.attempt, t.slot] })],
);
