import { z } from "zod";
import { BULK_ITEM_STATES, BULK_KINDS, BULK_STATUSES } from "#server/domain/bulk.ts";
import type { BulkDetail, BulkDraft, BulkRow } from "#server/domain/bulk-views.ts";
import { EXECUTION_STATUSES } from "#server/domain/status.ts";
import { STOP_MODES, STOP_RUNGS } from "#server/domain/stop.ts";
import { ExecutionRowShape } from "./shapes.ts";

const id = z.uuid();
const count = z.number().int().min(0);
const maybeTime = z.date().nullable();
const kind = z.enum(BULK_KINDS);
const status = z.enum(BULK_STATUSES);

export const BulkDraftShape = z.object({
  id,
  kind,
  total: count.describe("Exactly so many, and always the same ones: to be given to `start`."),
  sample: z
    .array(z.object({ execution: ExecutionRowShape, reached: z.boolean(), words: z.string() }))
    .describe("The first of them, with what would be done to each as it is now."),
}) satisfies z.ZodType<BulkDraft>;

export const BulkRowShape = z.object({
  id,
  kind,
  status,
  filter: z.string().nullable().describe("As it was typed; null when executions were chosen one by one."),
  arguments: z.object({
    bySeconds: z.number().optional(),
    at: z.iso.datetime().optional().describe("Each deadline is then."),
    timeoutSeconds: z
      .number()
      .optional()
      .describe("Each deadline is so long after the start of its attempt."),
    mode: z.enum(STOP_MODES).optional(),
    set: z.record(z.string(), z.string()).optional(),
    remove: z.array(z.string()).optional(),
  }),
  note: z.string().nullable(),
  total: count.nullable().describe("Null while one that began without counting goes on."),
  createdAt: z.date(),
  startedAt: maybeTime,
  startedBy: z.string().nullable(),
  endedAt: maybeTime,
  counts: z.object({ waiting: count, done: count, skipped: count, failed: count }),
}) satisfies z.ZodType<BulkRow>;

export const BulkShape = BulkRowShape.extend({
  standing: z
    .array(z.object({ status: z.enum(EXECUTION_STATUSES), rung: z.enum(STOP_RUNGS).nullable(), count }))
    .describe("Where those stand now that it has reached; `rung` of those that are stopping."),
  answers: z
    .object({ moved: count, refused: count })
    .nullable()
    .describe("Of `extend`: what agents answered."),
  told: z
    .array(z.object({ id, state: z.enum(BULK_ITEM_STATES), message: z.string() }))
    .describe("Those that were left alone or refused, at most 100."),
}) satisfies z.ZodType<BulkDetail>;

export const BulkMovedShape = z.object({ id, status });
